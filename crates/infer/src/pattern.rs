//! The small part of Python's regular expressions that the tokenizer patterns use: literals, classes,
//! groups, alternation, greedy repeats, look-ahead, look-behind and the two anchors.
//!
//! Alternatives are tried in order (leftmost first), by backtracking. A place already left in failure is
//! not tried again where `remember` is set, so the time of a match grows with the text, not faster.

use crate::chars;

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    program: Vec<Step>,
    classes: Vec<Class>,
    /// ASCII characters that can begin a match; other characters always may.
    first: AsciiSet,
    /// ASCII characters that can end a match at `$`.
    last: AsciiSet,
}

#[derive(Debug, Clone)]
enum Step {
    Char(char),
    Class(u32),
    Split { first: usize, second: usize },
    Jump(usize),
    Start,
    End,
    Look { behind: Option<usize>, negated: bool, after: usize },
    Found,
}

#[derive(Debug, Default, Clone)]
struct Class {
    negated: bool,
    ranges: Vec<(char, char)>,
    kinds: Vec<Kind>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Word,
    Digit,
    Space,
    NotSpace,
}

#[derive(Debug, Clone, Copy, Default)]
struct AsciiSet(u128);

impl AsciiSet {
    fn insert(&mut self, byte: u8) {
        self.0 |= 1 << byte;
    }

    /// True for every character beyond ASCII: the sets are a filter, not an answer.
    fn may_hold(self, c: char) -> bool {
        !c.is_ascii() || self.0 >> u32::from(c) & 1 == 1
    }
}

impl Class {
    fn holds(&self, c: char) -> bool {
        let after = self.ranges.partition_point(|range| range.0 <= c);
        let in_ranges = after > 0 && c <= self.ranges[after - 1].1;
        (in_ranges || self.kinds.iter().any(|kind| kind.holds(c))) != self.negated
    }

    /// Sorts the ranges and joins those that touch, so that `holds` may search by halving.
    fn seal(mut self) -> Self {
        self.ranges.sort_unstable();
        let mut sealed: Vec<(char, char)> = Vec::with_capacity(self.ranges.len());
        for (low, high) in self.ranges.drain(..) {
            match sealed.last_mut() {
                Some(last) if low <= last.1 => last.1 = last.1.max(high),
                _ => sealed.push((low, high)),
            }
        }
        self.ranges = sealed;
        self
    }
}

impl Kind {
    fn holds(self, c: char) -> bool {
        match self {
            Kind::Word => chars::is_word(c),
            Kind::Digit => chars::is_decimal(c),
            Kind::Space => chars::is_space(c),
            Kind::NotSpace => !chars::is_space(c),
        }
    }
}

/// Working memory of a match, reused between calls.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    pending: Vec<(usize, usize)>,
    seen: Vec<u64>,
}

impl Pattern {
    /// Compiles a pattern; `Err` says what was not understood.
    pub(crate) fn compile(source: &str) -> Result<Self, String> {
        let mut compiler =
            Compiler { rest: source.chars().collect(), at: 0, depth: 0, classes: Vec::new() };
        if source.starts_with("(?u)") {
            compiler.at = 4;
        }
        let node = compiler.alternatives()?;
        if compiler.at != compiler.rest.len() {
            return Err(format!("unexpected `)` at {}", compiler.at));
        }
        let mut program = Vec::new();
        emit(&node, &mut program)?;
        program.push(Step::Found);
        let classes: Vec<Class> = compiler.classes.into_iter().map(Class::seal).collect();
        let mut pattern = Self { program, classes, first: AsciiSet(0), last: AsciiSet(0) };
        pattern.first = pattern.first_set();
        pattern.last = pattern.last_set();
        Ok(pattern)
    }

    /// The end of the match that begins at `start`, if there is one.
    pub(crate) fn match_at(&self, text: &[char], start: usize, trail: &mut Trail) -> Option<usize> {
        if text.get(start).is_some_and(|&c| !self.first.may_hold(c)) {
            return None;
        }
        trail.pending.clear();
        self.run(0, text, start, trail, None)
    }

    /// Whether the pattern matches at the start of `text`, remembering failures (for patterns whose
    /// repeats could otherwise try the same place over and over).
    pub(crate) fn matches_whole(&self, text: &[char], trail: &mut Trail) -> bool {
        let width = text.len() + 1;
        trail.seen.clear();
        trail.seen.resize((self.program.len() * width).div_ceil(64), 0);
        trail.pending.clear();
        self.run(0, text, 0, trail, Some(width)).is_some()
    }

    /// Whether a match can end, at the end of a text, with this character.
    pub(crate) fn may_end_with(&self, c: char) -> bool {
        self.last.may_hold(c)
    }

    fn run(
        &self,
        pc: usize,
        text: &[char],
        at: usize,
        trail: &mut Trail,
        remember: Option<usize>,
    ) -> Option<usize> {
        let floor = trail.pending.len();
        trail.pending.push((pc, at));
        while trail.pending.len() > floor {
            let (pc, at) = trail.pending.pop().expect("the loop runs while something is pending");
            if let Some(end) = self.follow(pc, text, at, trail, remember) {
                trail.pending.truncate(floor);
                return Some(end);
            }
        }
        None
    }

    /// Follows one branch to its end; other branches are left pending.
    fn follow(
        &self,
        mut pc: usize,
        text: &[char],
        mut at: usize,
        trail: &mut Trail,
        remember: Option<usize>,
    ) -> Option<usize> {
        loop {
            match &self.program[pc] {
                Step::Found => return Some(at),
                Step::Char(c) if text.get(at) == Some(c) => (pc, at) = (pc + 1, at + 1),
                Step::Class(class)
                    if text.get(at).is_some_and(|&c| self.classes[*class as usize].holds(c)) =>
                {
                    (pc, at) = (pc + 1, at + 1);
                }
                Step::Char(_) | Step::Class(_) => return None,
                Step::Jump(to) => pc = *to,
                Step::Split { first, second } => {
                    if let Some(width) = remember {
                        let place = pc * width + at;
                        if trail.seen[place / 64] >> (place % 64) & 1 == 1 {
                            return None;
                        }
                        trail.seen[place / 64] |= 1 << (place % 64);
                    }
                    trail.pending.push((*second, at));
                    pc = *first;
                }
                Step::Start if at == 0 => pc += 1,
                Step::End if at == text.len() => pc += 1,
                Step::End if at + 1 == text.len() && text[at] == '\n' => pc += 1,
                Step::Start | Step::End => return None,
                Step::Look { behind, negated, after } => {
                    let found = match behind {
                        Some(width) if *width > at => false,
                        width => {
                            self.run(pc + 1, text, at - width.unwrap_or(0), trail, None).is_some()
                        }
                    };
                    if found == *negated {
                        return None;
                    }
                    pc = *after;
                }
            }
        }
    }

    fn first_set(&self) -> AsciiSet {
        let mut set = AsciiSet(0);
        self.reach(0, &mut |pattern, pc| pattern.insert_accepted(pc, &mut set));
        set
    }

    fn last_set(&self) -> AsciiSet {
        let mut set = AsciiSet(0);
        for pc in 0..self.program.len() {
            if !matches!(self.program[pc], Step::Char(_) | Step::Class(_)) {
                continue;
            }
            let mut ends = false;
            self.reach(pc + 1, &mut |pattern, next| {
                ends |= matches!(pattern.program[next], Step::End);
            });
            if ends {
                self.insert_accepted(pc, &mut set);
            }
        }
        set
    }

    /// Calls `visit` for every step that may come next at `pc` without reading a character.
    fn reach(&self, pc: usize, visit: &mut dyn FnMut(&Self, usize)) {
        let mut seen = vec![false; self.program.len()];
        let mut pending = vec![pc];
        while let Some(pc) = pending.pop() {
            if std::mem::replace(&mut seen[pc], true) {
                continue;
            }
            visit(self, pc);
            match &self.program[pc] {
                Step::Split { first, second } => pending.extend([*first, *second]),
                Step::Jump(to) => pending.push(*to),
                Step::Look { after, .. } => pending.push(*after),
                Step::Start | Step::End => pending.push(pc + 1),
                Step::Char(_) | Step::Class(_) | Step::Found => {}
            }
        }
    }

    fn insert_accepted(&self, pc: usize, set: &mut AsciiSet) {
        for byte in 0..128u8 {
            let accepted = match &self.program[pc] {
                Step::Char(c) => *c == char::from(byte),
                Step::Class(class) => self.classes[*class as usize].holds(char::from(byte)),
                Step::Found => true,
                _ => false,
            };
            if accepted {
                set.insert(byte);
            }
        }
    }
}

enum Node {
    Char(char),
    Class(u32),
    Start,
    End,
    Sequence(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeat { node: Box<Node>, least: usize, most: Option<usize> },
    Look { node: Box<Node>, behind: bool, negated: bool },
}

struct Compiler {
    rest: Vec<char>,
    at: usize,
    depth: usize,
    classes: Vec<Class>,
}

impl Compiler {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(i, c)| self.rest.get(self.at + i) == Some(&c));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    fn next(&mut self) -> Result<char, String> {
        let c = self.peek().ok_or("the pattern ends too early")?;
        self.at += 1;
        Ok(c)
    }

    fn alternatives(&mut self) -> Result<Node, String> {
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alternatives(all) })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let item = self.item()?;
            items.push(self.repeated(item)?);
        }
        Ok(Node::Sequence(items))
    }

    fn item(&mut self) -> Result<Node, String> {
        match self.next()? {
            '(' => self.group(),
            '[' => self.class(),
            '^' => Ok(Node::Start),
            '$' => Ok(Node::End),
            '\\' => self.escape(),
            '.' | '*' | '+' | '?' => Err(format!("unsupported sign at {}", self.at)),
            c => Ok(Node::Char(c)),
        }
    }

    fn group(&mut self) -> Result<Node, String> {
        const LOOKS: [(&str, bool, bool); 4] =
            [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        let look = LOOKS.into_iter().find(|look| self.eat(look.0));
        if look.is_none() && !self.eat("?:") {
            return Err(format!("unsupported group at {}", self.at));
        }
        self.depth += 1;
        if self.depth > 40 {
            return Err("groups too deep".to_owned());
        }
        let node = self.alternatives()?;
        self.depth -= 1;
        if !self.eat(")") {
            return Err(format!("group not closed at {}", self.at));
        }
        Ok(match look {
            Some((_, behind, negated)) => Node::Look { node: Box::new(node), behind, negated },
            None => node,
        })
    }

    fn repeated(&mut self, node: Node) -> Result<Node, String> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => return self.counted(node),
            _ => return Ok(node),
        };
        self.at += 1;
        Ok(Node::Repeat { node: Box::new(node), least, most })
    }

    fn counted(&mut self, node: Node) -> Result<Node, String> {
        self.at += 1;
        let least = self.number().ok_or("a repeat without a number")?;
        let most = if self.eat(",") { self.number() } else { Some(least) };
        if !self.eat("}") || least > 1000 || most.is_some_and(|most| most > 1000 || most < least) {
            return Err(format!("bad repeat at {}", self.at));
        }
        Ok(Node::Repeat { node: Box::new(node), least, most })
    }

    fn number(&mut self) -> Option<usize> {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            digits.push(c);
            self.at += 1;
        }
        digits.parse().ok()
    }

    fn escape(&mut self) -> Result<Node, String> {
        let class = match self.escaped()? {
            Escaped::Char(c) => return Ok(Node::Char(c)),
            Escaped::Kind(kind) => Class { kinds: vec![kind], ..Class::default() },
        };
        Ok(self.add_class(class))
    }

    fn add_class(&mut self, class: Class) -> Node {
        self.classes.push(class);
        Node::Class(u32::try_from(self.classes.len() - 1).expect("patterns have few classes"))
    }

    fn escaped(&mut self) -> Result<Escaped, String> {
        Ok(match self.next()? {
            'w' => Escaped::Kind(Kind::Word),
            'd' => Escaped::Kind(Kind::Digit),
            's' => Escaped::Kind(Kind::Space),
            'S' => Escaped::Kind(Kind::NotSpace),
            'u' => Escaped::Char(self.code_point(4)?),
            'U' => Escaped::Char(self.code_point(8)?),
            c if c.is_alphanumeric() => return Err(format!("unsupported escape `\\{c}`")),
            c => Escaped::Char(c),
        })
    }

    fn code_point(&mut self, digits: usize) -> Result<char, String> {
        let mut value = 0u32;
        for _ in 0..digits {
            let digit = self.next()?.to_digit(16).ok_or("bad code point")?;
            value = value.checked_mul(16).ok_or("bad code point")? + digit;
        }
        char::from_u32(value).ok_or_else(|| "bad code point".to_owned())
    }

    fn class(&mut self) -> Result<Node, String> {
        let mut class = Class { negated: self.eat("^"), ..Class::default() };
        loop {
            let low = match self.class_item()? {
                None => break,
                Some(Escaped::Kind(kind)) => {
                    class.kinds.push(kind);
                    continue;
                }
                Some(Escaped::Char(c)) => c,
            };
            let is_range = self.peek() == Some('-') && self.rest.get(self.at + 1) != Some(&']');
            if !is_range {
                class.ranges.push((low, low));
                continue;
            }
            self.at += 1;
            match self.class_item()? {
                Some(Escaped::Char(high)) if low <= high => class.ranges.push((low, high)),
                _ => return Err(format!("bad range at {}", self.at)),
            }
        }
        Ok(self.add_class(class))
    }

    fn class_item(&mut self) -> Result<Option<Escaped>, String> {
        Ok(match self.next()? {
            ']' => None,
            '\\' => Some(self.escaped()?),
            c => Some(Escaped::Char(c)),
        })
    }
}

enum Escaped {
    Char(char),
    Kind(Kind),
}

fn emit(node: &Node, program: &mut Vec<Step>) -> Result<(), String> {
    match node {
        Node::Char(c) => program.push(Step::Char(*c)),
        Node::Class(class) => program.push(Step::Class(*class)),
        Node::Start => program.push(Step::Start),
        Node::End => program.push(Step::End),
        Node::Sequence(items) => {
            for item in items {
                emit(item, program)?;
            }
        }
        Node::Alternatives(all) => emit_alternatives(all, program)?,
        Node::Repeat { node, least, most } => emit_repeat(node, *least, *most, program)?,
        Node::Look { node, behind, negated } => {
            let behind = if *behind { Some(width(node)?) } else { None };
            let look = program.len();
            program.push(Step::Found);
            emit(node, program)?;
            program.push(Step::Found);
            program[look] = Step::Look { behind, negated: *negated, after: program.len() };
        }
    }
    if program.len() > 100_000 {
        return Err("the pattern is too large".to_owned());
    }
    Ok(())
}

fn emit_alternatives(all: &[Node], program: &mut Vec<Step>) -> Result<(), String> {
    let mut jumps = Vec::new();
    for (i, node) in all.iter().enumerate() {
        if i + 1 == all.len() {
            emit(node, program)?;
            break;
        }
        let split = program.len();
        program.push(Step::Found);
        emit(node, program)?;
        jumps.push(program.len());
        program.push(Step::Found);
        program[split] = Step::Split { first: split + 1, second: program.len() };
    }
    for jump in jumps {
        program[jump] = Step::Jump(program.len());
    }
    Ok(())
}

fn emit_repeat(
    node: &Node,
    least: usize,
    most: Option<usize>,
    program: &mut Vec<Step>,
) -> Result<(), String> {
    for _ in 0..least {
        emit(node, program)?;
    }
    let Some(most) = most else {
        if least_width(node) == 0 {
            return Err("an endless repeat of what may be nothing".to_owned());
        }
        let split = program.len();
        program.push(Step::Found);
        emit(node, program)?;
        program.push(Step::Jump(split));
        program[split] = Step::Split { first: split + 1, second: program.len() };
        return Ok(());
    };
    let mut splits = Vec::new();
    for _ in least..most {
        splits.push(program.len());
        program.push(Step::Found);
        emit(node, program)?;
    }
    for split in splits {
        program[split] = Step::Split { first: split + 1, second: program.len() };
    }
    Ok(())
}

/// The number of characters a node reads, which a look-behind needs to be fixed.
fn width(node: &Node) -> Result<usize, String> {
    match node {
        Node::Char(_) | Node::Class(_) => Ok(1),
        Node::Start | Node::End | Node::Look { .. } => Ok(0),
        Node::Sequence(items) => items.iter().map(width).sum(),
        Node::Alternatives(all) => {
            let first = width(&all[0])?;
            let same = all.iter().all(|node| width(node) == Ok(first));
            if same { Ok(first) } else { Err("a look-behind of no fixed width".to_owned()) }
        }
        Node::Repeat { node, least, most } if Some(*least) == *most => Ok(width(node)? * least),
        Node::Repeat { .. } => Err("a look-behind of no fixed width".to_owned()),
    }
}

fn least_width(node: &Node) -> usize {
    match node {
        Node::Char(_) | Node::Class(_) => 1,
        Node::Start | Node::End | Node::Look { .. } => 0,
        Node::Sequence(items) => items.iter().map(least_width).sum(),
        Node::Alternatives(all) => all.iter().map(least_width).min().unwrap_or(0),
        Node::Repeat { node, least, .. } => least_width(node).saturating_mul(*least),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(pattern: &str, text: &str, start: usize) -> Option<usize> {
        let text: Vec<char> = text.chars().collect();
        let pattern = Pattern::compile(pattern).expect("the pattern is well formed");
        pattern.match_at(&text, start, &mut Trail::default())
    }

    #[test]
    fn the_first_alternative_wins_not_the_longest() {
        assert_eq!(matched("a|ab", "ab", 0), Some(1));
        assert_eq!(matched("(?:a|ab)$", "ab", 0), Some(2));
    }

    #[test]
    fn looks_read_nothing() {
        assert_eq!(matched("(?<=[0-9])-(?=[a-z])", "3-x", 1), Some(2));
        assert_eq!(matched("(?<=[0-9])-(?=[a-z])", "a-x", 1), None);
        assert_eq!(matched(r"^\+(?![0-9])", "+7", 0), None);
        assert_eq!(matched(r"(?<=°[Ff])\.$", "°F.", 2), Some(3));
        assert_eq!(matched(r"(?<=ab)c", "c", 0), None);
    }

    #[test]
    fn repeats_give_back_what_they_took() {
        assert_eq!(matched(r"\.\.+", "....", 0), Some(4));
        assert_eq!(matched("[a-z]{2,3}c", "abc", 0), Some(3));
        assert_eq!(matched("(?:ab?)+c", "aababc", 0), Some(6));
        assert_eq!(matched(r"[\-\+\u0041]{2}", "-A", 0), Some(2));
    }

    #[test]
    fn memory_of_failures_does_not_change_the_answer() {
        let pattern = Pattern::compile(r"^(?:\S+(?::\S*)?@)?[a-z]+$").expect("well formed");
        let check = |text: &str| {
            let text: Vec<char> = text.chars().collect();
            let trail = &mut Trail::default();
            let plain = pattern.match_at(&text, 0, trail).is_some();
            assert_eq!(plain, pattern.matches_whole(&text, trail));
            plain
        };
        assert!(check("a:b@cd") && check("cd") && check("@@x"));
        assert!(!check("a:b@:@1") && !check("@x"));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for source in ["(a", "a)", "[a", "a.b", "(?<=a*)b", "a{2", "\\q", "(a)", "*", "(?:a?)*"] {
            assert!(Pattern::compile(source).is_err(), "{source}");
        }
    }
}

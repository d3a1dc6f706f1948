//! Declarators: what stands around a declared name, turned into the type it has.
//!
//! The grammar nests them as they are written, `*` outside of `[3]` in `*a[3]`; the type is nested the other way round.

use super::types;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

/// What a declarator makes of the type before it.
#[derive(Clone, Copy)]
pub(super) enum Layer {
    Pointer(CstId),
    Reference(CstId),
    /// With the size, if it is written.
    Array(Option<CstId>),
    Function(CstId),
}

/// A declarator taken apart.
pub(super) struct Declarator {
    /// From the type towards the name.
    pub(super) layers: Vec<Layer>,
    pub(super) name: Option<CstId>,
    /// Whether the name stands for any number of parameters.
    pub(super) is_pack: bool,
}

impl Declarator {
    /// The function declarator next to the name, if the name is a function's.
    pub(super) fn function(&self) -> Option<CstId> {
        match self.layers.last() {
            Some(Layer::Function(node)) if self.name.is_some() => Some(*node),
            _ => None,
        }
    }
}

/// Takes a declarator apart.
pub(super) fn read(l: &Lower<'_>, declarator: Option<CstId>) -> Declarator {
    let mut out = Declarator { layers: Vec::new(), name: None, is_pack: false };
    let mut at = declarator;
    while let Some(node) = at {
        let inner = l.field(node, "declarator");
        let unnamed = || l.named(node).find(|c| is_declarator(l, *c));
        at = match l.kind(node) {
            "pointer_declarator" | "abstract_pointer_declarator" | "pointer_type_declarator" => {
                out.layers.push(Layer::Pointer(node));
                inner
            }
            "reference_declarator" | "abstract_reference_declarator" => {
                out.layers.push(Layer::Reference(node));
                unnamed()
            }
            "array_declarator" | "abstract_array_declarator" => {
                out.layers.push(Layer::Array(l.field(node, "size")));
                inner
            }
            "function_declarator" | "abstract_function_declarator" => {
                out.layers.push(Layer::Function(node));
                inner
            }
            "init_declarator" => inner,
            "parenthesized_declarator" | "abstract_parenthesized_declarator" | "attributed_declarator" => unnamed(),
            "variadic_declarator" => {
                out.is_pack = true;
                unnamed()
            }
            kind => {
                // `operator T()` has its parameters inside.
                out.layers.extend(inner.filter(|_| kind == "operator_cast").map(Layer::Function));
                out.name = Some(node);
                None
            }
        };
    }
    out
}

/// Whether a child of a declarator is the rest of it, and no attribute or qualifier.
fn is_declarator(l: &Lower<'_>, id: CstId) -> bool {
    !matches!(
        l.kind(id),
        "type_qualifier" | "attribute_declaration" | "attribute_specifier" | "ms_call_modifier" | "ms_pointer_modifier"
    )
}

/// Whether the last `*` before the name is followed by `const`, or there is none.
pub(super) fn is_fixed(l: &Lower<'_>, layers: &[Layer], is_const: bool) -> bool {
    let pointer = layers.iter().rev().find_map(|layer| match layer {
        Layer::Pointer(node) => Some(*node),
        _ => None,
    });
    match pointer {
        Some(node) => l.named(node).any(|c| l.kind(c) == "type_qualifier" && l.text_of(c) == "const"),
        None => is_const,
    }
}

/// The type that `layers` make of the type specifier `base`. The dummy type of a pattern's parameter is left out.
pub(super) fn declared_type(l: &mut Lower<'_>, base: CstId, layers: &[Layer], role: R) {
    if l.text_of(base) == "WL_T" {
        return;
    }
    let Some((last, rest)) = layers.split_last() else { return types::of(l, base, role) };
    let span = written(l, base, layers);
    let out = l.open_span(span, K::Type, role);
    match last {
        Layer::Pointer(_) => {
            l.set_word(out, "pointer");
            declared_type(l, base, rest, R::Item);
        }
        Layer::Reference(_) => {
            l.set_word(out, "reference");
            declared_type(l, base, rest, R::Item);
        }
        Layer::Array(size) => {
            l.set_word(out, "array");
            declared_type(l, base, rest, R::Item);
            if let Some(size) = size {
                l.lower(*size, R::Item);
            }
        }
        Layer::Function(node) => {
            l.set_word(out, "function");
            declared_type(l, base, rest, R::ReturnType);
            l.lower_field(*node, "parameters", R::Params);
        }
    }
    l.close(out);
}

/// The text of a type before the name: the specifier with the `*` and `&` that follow it.
fn written(l: &Lower<'_>, base: CstId, layers: &[Layer]) -> Span {
    let start = l.cst_node(base).span;
    layers.iter().fold(start, |span, layer| match layer {
        Layer::Pointer(node) | Layer::Reference(node) => {
            let at = l.cst_node(*node).span.start;
            if at >= span.end { span.cover(Span::new(at, at + 1)) } else { span }
        }
        _ => span,
    })
}

/// `const char *` where only a type is written.
pub(super) fn descriptor(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(base) = l.field(id, "type") else { return l.children(id, role) };
    let declarator = read(l, l.field(id, "declarator"));
    declared_type(l, base, &declarator.layers, role);
}

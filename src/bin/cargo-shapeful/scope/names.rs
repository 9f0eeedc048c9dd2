//! What a file says about the types of its names, apart from function bodies.
use super::super::shape::{Axis, Shape};
use super::super::types::{self, strip};
use std::collections::HashMap;
use syn::visit::{self, Visit};
use syn::{GenericArgument, ItemStruct, PathArguments, Signature, Type};

/// The aliases, functions and structs of a file.
#[derive(Default)]
pub struct Names {
    aliases: HashMap<String, Type>,
    functions: HashMap<String, Signature>,
    structs: HashMap<String, (ItemStruct, Type)>,
}
impl Names {
    pub fn of(file: &syn::File) -> Names {
        let mut names = Names::default();
        names.visit_file(file);
        names
    }
    pub fn function(&self, name: &str) -> Option<&Signature> {
        self.functions.get(name)
    }
    /// The shape of an array type, or of a reference to one.
    pub fn shape_of_type(&self, ty: &Type) -> Option<Shape> {
        let ty = self.resolved(strip(ty));
        if let Some(array) = types::array(ty) {
            return Some(self.with_axes(array.shape));
        }
        // `Tensor<Images>`, where `Images` is an alias.
        let last = last_segment(ty)?;
        match arguments(last).next()? {
            shape if ["Tensor", "Array"].contains(&last.ident.to_string().as_str()) => self.shape_of_tuple(shape),
            _ => None,
        }
    }
    /// The shape that a tuple of axes is.
    pub fn shape_of_tuple(&self, tuple: &Type) -> Option<Shape> {
        types::shape(self.resolved(strip(tuple))).map(|shape| self.with_axes(shape))
    }
    /// A struct as a type, without arguments.
    pub fn type_of_struct(&self, name: &str) -> Option<&Type> {
        self.structs.get(name).map(|(_, ty)| ty)
    }
    /// The type of a struct's field, as the struct declares it.
    pub fn type_of_field(&self, of: &Type, field: &str) -> Option<&Type> {
        let fields = &self.structs.get(&last_segment(self.resolved(strip(of)))?.ident.to_string())?.0.fields;
        fields.iter().find(|it| it.ident.as_ref().is_some_and(|name| name == field)).map(|it| &it.ty)
    }
    /// The shape of a struct's field, with the arguments of the struct for its parameters.
    pub fn shape_of_field(&self, of: &Type, field: &str) -> Option<Shape> {
        let mut shape = self.shape_of_type(self.type_of_field(of, field)?)?;
        let last = last_segment(self.resolved(strip(of)))?;
        let generics = &self.structs.get(&last.ident.to_string())?.0.generics;
        for axis in &mut shape.0 {
            let Some(place) = generics.type_params().position(|it| it.ident == axis.name.as_str()) else { continue };
            *axis = types::axis(arguments(last).nth(place)?)?;
        }
        Some(self.with_axes(shape))
    }
    /// An alias of an axis is no value: `x.sum(N)` needs the axis itself.
    fn with_axes(&self, shape: Shape) -> Shape {
        let resolved = |axis: Axis| self.aliases.get(&axis.name).and_then(|ty| types::axis(strip(ty))).unwrap_or(axis);
        Shape(shape.0.into_iter().map(resolved).collect())
    }
    fn resolved<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let alias = match ty {
            Type::Path(path) => path.path.get_ident().and_then(|name| self.aliases.get(&name.to_string())),
            _ => None,
        };
        alias.map_or(ty, strip)
    }
}
impl<'ast> Visit<'ast> for Names {
    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.aliases.insert(item.ident.to_string(), (*item.ty).clone());
    }
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.functions.insert(item.sig.ident.to_string(), item.sig.clone());
        visit::visit_item_fn(self, item);
    }
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        let path = item.ident.clone().into();
        let ty = Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path });
        self.structs.insert(item.ident.to_string(), (item.clone(), ty));
    }
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

fn arguments(segment: &syn::PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

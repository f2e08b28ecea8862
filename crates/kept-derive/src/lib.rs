//! `#[derive(Kept)]`: a struct as a form, and its values as records and back. `#[derive(Row)]`: a struct
//! as one row of a field of such a form.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Field, Fields, Lit, LitStr, Meta, Result};

/// Needs `#[kept("need")]`, the code of the kind, on the struct. A field's documentation is told in
/// the schemas; `#[kept(example = "Kompetens")]` is what the API's description shows, as one types it;
/// `#[kept(all = "with_all")]` on several references names the box that says all of them;
/// `#[kept(apart = "targets.csv")]` on rows is the table where they lie apart from the things' own;
/// `#[kept(personal)]` says that it is personal data, and the text `<kind>-<field>-why` tells why;
/// `#[kept(column = "from_date")]` is its column when that has another name than the field.
#[proc_macro_derive(Kept, attributes(kept))]
pub fn derive_kept(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    kept(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

/// Needs `#[kept("level")]`, what one row is called. Texts of the columns are `<kind>-<field>-<column>`.
/// `#[kept(makes_row)]` on a field says that a row of a form without it is none.
#[proc_macro_derive(Row, attributes(kept))]
pub fn derive_row(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    row(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn row(input: &DeriveInput) -> Result<Tokens> {
    let one = code(input)?;
    let described = described(input)?;
    let prefix = quote!(prefix);
    let columns = described.iter().map(|field| field.question(&prefix));
    let reads = described.iter().map(Described::read);
    let writes = described.iter().map(Described::write);
    let (name, about) = (&input.ident, documentation(&input.attrs));
    let made_by = match described.iter().find(|field| field.makes_row) {
        Some(field) => {
            let field = &field.name;
            quote!(::std::option::Option::Some(::samverk_fields::FieldKey::of(#field)))
        }
        None => quote!(::std::option::Option::None),
    };
    Ok(quote! {
        impl ::samverk_fields::RowType for #name {
            const ONE: &'static str = #one;
            const ABOUT: &'static str = #about;
            const MADE_BY: ::std::option::Option<::samverk_fields::FieldKey> = #made_by;

            fn columns(prefix: &str) -> ::std::vec::Vec<::samverk_fields::Question> {
                vec![#(#columns),*]
            }

            fn read(record: &::samverk_fields::Record) -> ::std::option::Option<Self> {
                ::std::option::Option::Some(Self { #(#reads),* })
            }

            fn write(&self) -> ::samverk_fields::Record {
                ::samverk_fields::Record::default()#(#writes)*
            }
        }
    })
}

fn described(input: &DeriveInput) -> Result<Vec<Described<'_>>> {
    named(input)?.into_iter().map(Described::of).collect()
}

fn kept(input: &DeriveInput) -> Result<Tokens> {
    let code = code(input)?;
    let described = described(input)?;
    let keys = described.iter().map(Described::key);
    let prefix = quote!(#code);
    let questions = described.iter().map(|field| field.question(&prefix));
    let reads = described.iter().map(Described::read);
    let writes = described.iter().map(Described::write);
    let (name, about) = (&input.ident, documentation(&input.attrs));
    Ok(quote! {
        impl #name { #(#keys)* }

        impl ::samverk_kept::Kept for #name {
            const CODE: &'static str = #code;
            const ABOUT: &'static str = #about;

            fn form() -> &'static ::samverk_fields::Form {
                static FORM: ::std::sync::LazyLock<::samverk_fields::Form> =
                    ::std::sync::LazyLock::new(|| ::samverk_fields::Form::of(vec![#(#questions),*]));
                &FORM
            }

            fn read(record: &::samverk_fields::Record) -> ::std::option::Option<Self> {
                ::std::option::Option::Some(Self { #(#reads),* })
            }

            fn write(&self) -> ::samverk_fields::Record {
                ::samverk_fields::Record::default()#(#writes)*
            }
        }
    })
}

fn code(input: &DeriveInput) -> Result<LitStr> {
    let missing = || {
        let told = "say the code of the kind: #[kept(\"need\")]";
        Error::new(input.ident.span(), told)
    };
    let attribute = input.attrs.iter().find(|one| one.path().is_ident("kept"));
    attribute.ok_or_else(missing)?.parse_args()
}

fn named(input: &DeriveInput) -> Result<Vec<&Field>> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields.named.iter().collect()),
            _ => Err(Error::new(input.ident.span(), "the fields need names")),
        },
        _ => Err(Error::new(input.ident.span(), "only a struct can be kept")),
    }
}

/// A field of the struct, with what its attributes say.
struct Described<'f> {
    field: &'f Field,
    name: String,
    about: String,
    example: Option<LitStr>,
    all: Option<LitStr>,
    is_personal: bool,
    column: Option<LitStr>,
    makes_row: bool,
    apart: Option<LitStr>,
}

impl<'f> Described<'f> {
    fn of(field: &'f Field) -> Result<Self> {
        let ident = field.ident.as_ref();
        let name = ident.map(ToString::to_string).unwrap_or_default();
        let mut described = Self {
            field,
            name: name.trim_start_matches("r#").to_owned(),
            about: documentation(&field.attrs),
            example: None,
            all: None,
            is_personal: false,
            column: None,
            makes_row: false,
            apart: None,
        };
        for attribute in field.attrs.iter().filter(|one| one.path().is_ident("kept")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("example") {
                    described.example = Some(meta.value()?.parse()?);
                    return Ok(());
                }
                if meta.path.is_ident("column") {
                    described.column = Some(meta.value()?.parse()?);
                    return Ok(());
                }
                if meta.path.is_ident("apart") {
                    described.apart = Some(meta.value()?.parse()?);
                    return Ok(());
                }
                if meta.path.is_ident("all") {
                    described.all = Some(meta.value()?.parse()?);
                    return Ok(());
                }
                if meta.path.is_ident("personal") {
                    described.is_personal = true;
                    return Ok(());
                }
                if meta.path.is_ident("makes_row") {
                    described.makes_row = true;
                    return Ok(());
                }
                let told = "only `example`, `all`, `apart`, `column`, `personal` and `makes_row` can be said";
                Err(meta.error(told))
            })?;
        }
        Ok(described)
    }

    fn key(&self) -> Tokens {
        let (name, about) = (&self.name, &self.about);
        let constant = format_ident!("{}", name.to_uppercase(), span = self.field.span());
        quote! {
            #[doc = #about]
            pub const #constant: ::samverk_fields::FieldKey = ::samverk_fields::FieldKey::of(#name);
        }
    }

    /// `prefix` is the beginning of its texts.
    fn question(&self, prefix: &Tokens) -> Tokens {
        let (name, about, kind) = (&self.name, &self.about, &self.field.ty);
        let example = match &self.example {
            Some(example) => quote!(::std::option::Option::Some(#example)),
            None => quote!(::std::option::Option::None),
        };
        let asked = quote_spanned! { kind.span() =>
            ::samverk_fields::Question::of::<#kind>(#prefix, #name, #about, #example)
        };
        let asked = match &self.all {
            Some(all) => quote!(#asked.or_all(#all)),
            None => asked,
        };
        let asked = match self.is_personal {
            true => quote!(#asked.personal()),
            false => asked,
        };
        let asked = match &self.apart {
            Some(apart) => quote!(#asked.in_table(#apart)),
            None => asked,
        };
        match &self.column {
            Some(column) => quote!(#asked.in_column(#column)),
            None => asked,
        }
    }

    fn read(&self) -> Tokens {
        let (field, name, kind) = (&self.field.ident, &self.name, &self.field.ty);
        quote_spanned! { kind.span() =>
            #field: <#kind as ::samverk_fields::FieldType>::read(record.get(#name))?
        }
    }

    fn write(&self) -> Tokens {
        let (field, name, kind) = (&self.field.ident, &self.name, &self.field.ty);
        quote_spanned! { kind.span() =>
            .with(
                ::samverk_fields::FieldKey::of(#name),
                <#kind as ::samverk_fields::FieldType>::write(&self.#field),
            )
        }
    }
}

/// The words of `///`, in one line.
fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(told) if told.path.is_ident("doc") => match &told.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(words) => Some(words.value().trim().to_owned()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
    lines.collect::<Vec<_>>().join(" ")
}

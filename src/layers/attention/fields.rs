//! Layers that are made of layers.

/// `Params`, `Clone` and `Debug` of a struct whose fields are all models: `Name<generics>: [bounds] field, …`.
macro_rules! fields { ($name:ident<$($parameter:ident),*>: [$($bounds:tt)*] [$float:ident] $($field:ident: $model:ty),+) => {
    #[diagnostic::do_not_recommend]
    impl<$($bounds)*> crate::layers::Params<$float> for $name<$($parameter),*> {
        fn walk<const R: usize, const W: usize>(
            read: [&Self; R],
            mut write: [&mut Self; W],
            path: crate::layers::Path<'_>,
            f: &mut crate::layers::Visit<'_, $float, R, W>,
        ) {
            $(<$model as crate::layers::Params<$float>>::walk(
                read.map(|layer| &layer.$field),
                write.each_mut().map(|layer| &mut layer.$field),
                path.then(stringify!($field)),
                f,
            );)+
        }
    }
    impl<$($bounds)*> core::fmt::Debug for $name<$($parameter),*> {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))+.finish_non_exhaustive()
        }
    }
} }
pub(crate) use fields;

//! Layers that are made of layers.

/// The walk over a struct whose fields are models.
macro_rules! fields { ($float:ident: $($field:ident: $model:ty),+ $(; #[$when:meta] $last:ident: $last_model:ty)?) => {
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
        $(#[$when]
        <$last_model as crate::layers::Params<$float>>::walk(
            read.map(|layer| &layer.$last),
            write.each_mut().map(|layer| &mut layer.$last),
            path.then(stringify!($last)),
            f,
        );)?
    }
} }
/// `Debug` of a struct of layers. Not derived: that would ask it of the axes, too, and numbers have none.
#[cfg(feature = "rand")]
macro_rules! debug { ([$($generic:tt)*] [$name:ident] [$model:ty] $($field:ident)+) => {
    impl<$($generic)*> core::fmt::Debug for $model {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))+.finish()
        }
    }
} }
#[cfg(feature = "rand")]
pub(crate) use debug;
pub(crate) use fields;

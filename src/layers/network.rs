//! Networks: a tuple of layers, or with `network!` a struct of layers with names.

/// Declares a network: a struct of layers, which are applied in the order in which they are written.
///
/// The struct is a [`Layer`](crate::Layer) for every input that its first layer takes, as long as each layer takes what the one
/// before it gives, and [`Params`](crate::Params); it is `Debug` and [`Init`](crate::Init) if all its layers are. It may have parameters:
/// `Net<H: Dim, E: Float>`. A public network has public axes.
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{Init, Layer, Linear, Params, Relu, Tensor, axes, network};
/// axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }
/// network! {
///     /// The two-layer net of the course.
///     struct TwoLayerNet {
///         hidden: Linear<Pixels, Hidden>,
///         act: Relu,
///         out: Linear<Hidden, Classes>,
///     }
/// }
/// let net = TwoLayerNet::init(&mut StdRng::seed_from_u64(1));
/// let scores: Tensor<(Batch, Classes)> = net.predict(&Tensor::<(Batch, Pixels)>::zeros());
/// assert_eq!(net.count(), 784 * 100 + 100 + 100 * 10 + 10);
/// ```
#[macro_export]
macro_rules! network {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident $(<$($generic:ident: $bound:path),+ $(,)?>)? {
            $($(#[$field_attribute:meta])* $field_visibility:vis $field:ident: $layer:ty),+ $(,)?
        }
    ) => {
        $(#[$attribute])*
        $visibility struct $name $(<$($generic: $bound),+>)? {
            $($(#[$field_attribute])* $field_visibility $field: $layer,)+
        }
        $crate::__layers! { [$($($generic: $bound),+)?] [$name $(<$($generic),+>)?] [$($field: $layer,)+] }
        impl $(<$($generic: $bound),+>)? ::core::clone::Clone for $name $(<$($generic),+>)? {
            fn clone(&self) -> Self {
                $name { $($field: ::core::clone::Clone::clone(&self.$field)),+ }
            }
        }
        impl $(<$($generic: $bound),+>)? ::core::fmt::Debug for $name $(<$($generic),+>)?
        where
            $(for<'__a> &'__a $layer: ::core::fmt::Debug,)+
        {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($name))$(.field(::core::stringify!($field), &&self.$field))+.finish()
            }
        }
        $crate::__init! { [$($($generic: $bound),+)?] [$name $(<$($generic),+>)?] [$name] [$($field: $layer,)+] }
    };
}

/// Makes a type with layers as fields a model: `[generics] [type] [field: layer, …]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __layers {
    ([$($generic:tt)*] [$model:ty] [$($field:tt: $layer:ty,)+]) => {
        #[diagnostic::do_not_recommend]
        impl<__E: $crate::Float, $($generic)*> $crate::Params<__E> for $model
        where
            $($layer: $crate::Params<__E>,)+
        {
            fn walk<const __R: usize, const __W: usize>(
                read: [&Self; __R],
                mut write: [&mut Self; __W],
                path: $crate::Path<'_>,
                f: &mut $crate::Visit<'_, __E, __R, __W>,
            ) {
                $(<$layer as $crate::Params<__E>>::walk(
                    read.map(|model| &model.$field),
                    write.each_mut().map(|model| &mut model.$field),
                    path.then(::core::stringify!($field)),
                    f,
                );)+
            }
        }
        $crate::__chain! { [$($generic)*] [$model] [] [
            __Y1 __Y2 __Y3 __Y4 __Y5 __Y6 __Y7 __Y8 __Y9 __Y10 __Y11 __Y12 __Y13 __Y14 __Y15 __Y16 __Y17 __Y18
            __Y19 __Y20 __Y21 __Y22 __Y23 __Y24 __Y25 __Y26 __Y27 __Y28 __Y29 __Y30 __Y31 __Y32 __Y33 __Y34
            __Y35 __Y36 __Y37 __Y38 __Y39 __Y40 __Y41 __Y42 __Y43 __Y44 __Y45 __Y46 __Y47 __Y48 __Y49 __Y50
            __Y51 __Y52 __Y53 __Y54 __Y55 __Y56 __Y57 __Y58 __Y59 __Y60 __Y61 __Y62 __Y63 __Y64
        ] __X; $($field: $layer,)+ }
    };
}

/// Makes a type with layers as fields a layer: `[generics] [type] [fields so far] [names] shape of the input; field: layer, …`.
///
/// Each layer takes the output of the one before it, and the bounds say so one by one: one that does not hold names its layer. What
/// lies between two layers has a name, since rustc does not see through an output of an output in a bound.
#[doc(hidden)]
#[macro_export]
macro_rules! __chain {
    ([$($generic:tt)*] [$model:ty] [$($before:tt)*] [$y:ident $($name:ident)*] $x:ident; $field:tt: $layer:ty, $($rest:tt)+) => {
        $crate::__chain! {
            [$($generic)*] [$model] [$($before)* ($field: $layer, $x => $y)] [$($name)*] $y; $($rest)+
        }
    };
    (
        [$($generic:tt)*] [$model:ty] [$(($before:tt: $before_layer:ty, $before_x:ident => $before_y:ident))*] [$($name:ident)*]
        $x:ident; $field:tt: $layer:ty,
    ) => {
        impl<__X: $crate::Shape, __E: $crate::Float, $($before_y: $crate::Shape,)* $($generic)*> $crate::Layer<__X, __E> for $model
        where
            Self: $crate::Params<__E>,
            $($before_layer: $crate::Layer<$before_x, __E, Y = $before_y>,)*
            $layer: $crate::Layer<$x, __E>,
        {
            type Y = <$layer as $crate::Layer<$x, __E>>::Y;
            type Cache<__M: $crate::Mode> = $crate::__cache!($(($before_layer, $before_x => $before_y))* ($layer, $x));
            fn forward<__M: $crate::Mode>(
                &self,
                x: &$crate::Array<__X, __E>,
                cache: &mut Self::Cache<__M>,
                y: &mut $crate::Array<Self::Y, __E>,
            ) {
                $crate::__forward! { self, x, *cache, y, false; $($before)* $field }
            }
            fn backward(
                &mut self,
                x: &$crate::Array<__X, __E>,
                cache: &mut Self::Cache<$crate::Train>,
                dy: &$crate::Array<Self::Y, __E>,
                dx: ::core::option::Option<&mut $crate::Array<__X, __E>>,
                grad: &mut Self,
            ) {
                $crate::__backward! { self, x, *cache, dy, dx, grad, (false, false), false; $($before)* $field }
            }
        }
    };
}
/// The cache of layers with their inputs: `(layer, input => output) …`.
#[doc(hidden)]
#[macro_export]
macro_rules! __cache {
    (($layer:ty, $x:ident)) => { <$layer as $crate::Layer<$x, __E>>::Cache<__M> };
    (($layer:ty, $x:ident => $y:ident) $($rest:tt)+) => {
        $crate::chain::Link<__M, $y, __E, <$layer as $crate::Layer<$x, __E>>::Cache<__M>, $crate::__cache!($($rest)+)>
    };
}
/// The layers after one another. `joined` says whether the layer before the first of them has written its output with its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __forward {
    ($model:ident, $x:expr, $cache:expr, $y:expr, $joined:expr; $last:tt) => {
        if !$joined {
            $crate::Layer::forward::<__M>(&$model.$last, $x, &mut $cache, $y);
        }
    };
    ($model:ident, $x:expr, $cache:expr, $y:expr, $joined:expr; $first:tt $last:tt) => {
        $crate::__forward! { @both $model, $x, $cache, $y, $joined, true, &mut *$y; $first $last }
    };
    ($model:ident, $x:expr, $cache:expr, $y:expr, $joined:expr; $first:tt $second:tt $($rest:tt)+) => {
        $crate::__forward! { @both $model, $x, $cache, $y, $joined, false, &mut $cache.rest.y; $first $second $($rest)+ }
    };
    (
        @both $model:ident, $x:expr, $cache:expr, $y:expr, $joined:expr, $is_last:literal, $second_y:expr;
        $first:tt $second:tt $($rest:tt)*
    ) => {
        let pair = $crate::chain::Pair::<_, _, $is_last>(&$model.$first, &$model.$second);
        let joined = pair.forward::<__M, _, _>($joined, $x, &mut $cache.first, &mut $cache.y, $second_y);
        $crate::__forward! { $model, &$cache.y, $cache.rest, $y, joined; $second $($rest)* }
    };
}
/// The layers in reverse. `joined` says whether the first of them has joined the layer before it, and whether as a ReLU; `to_relu`, whether
/// the layer before it has joined as one.
#[doc(hidden)]
#[macro_export]
macro_rules! __backward {
    ($model:ident, $x:expr, $cache:expr, $dy:expr, $dx:expr, $grad:ident, $joined:expr, $to_relu:expr; $last:tt) => {
        if !$joined.0 {
            $crate::chain::backward(&mut $model.$last, $x, &mut $cache, $dy, $dx, $to_relu, &mut $grad.$last);
        }
    };
    ($model:ident, $x:expr, $cache:expr, $dy:expr, $dx:expr, $grad:ident, $joined:expr, $to_relu:expr; $first:tt $last:tt) => {
        $crate::__backward! { @both $model, $x, $cache, $dy, $dx, $grad, $joined, $to_relu, true, $dy; $first $last }
    };
    (
        $model:ident, $x:expr, $cache:expr, $dy:expr, $dx:expr, $grad:ident, $joined:expr, $to_relu:expr;
        $first:tt $second:tt $($rest:tt)+
    ) => {
        $crate::__backward! {
            @both $model, $x, $cache, $dy, $dx, $grad, $joined, $to_relu, false, &*$cache.rest.dy; $first $second $($rest)+
        }
    };
    (
        @both $model:ident, $x:expr, $cache:expr, $dy:expr, $dx:expr, $grad:ident, $joined:expr, $to_relu:expr,
        $is_last:literal, $second_dy:expr; $first:tt $second:tt $($rest:tt)*
    ) => {
        let joined =
            $crate::chain::Pair::<_, _, $is_last>(&$model.$first, &$model.$second).joins(&*$cache.y, $joined.0);
        let dx = ::core::option::Option::Some(&mut *$cache.dy);
        $crate::__backward! { $model, &$cache.y, $cache.rest, $dy, dx, $grad, joined, $joined.1; $second $($rest)* }
        if !$joined.0 {
            let pair = $crate::chain::Pair::<_, _, $is_last>(&mut $model.$first, &$model.$second);
            pair.backward(joined.0, &mut $cache.first, ($second_dy, &$cache.dy), ($x, $dx), $to_relu, &mut $grad.$first);
        }
    };
}

#[cfg(feature = "rand")]
#[doc(hidden)]
#[macro_export]
macro_rules! __init {
    ([$($generic:tt)*] [$model:ty] [$name:ident] [$($field:ident: $layer:ty,)+]) => {
        /// Each layer in the way that is usual for it, in the order in which they are written.
        impl<$($generic)*> $crate::Init for $model
        where
            $(for<'__a> $layer: $crate::chain::MayInit<'__a>,)+
        {
            fn init<__R: $crate::rand::Rng + ?Sized>(rng: &mut __R) -> Self {
                $name { $($field: $crate::chain::MayInit::may_init(rng)),+ }
            }
        }
    };
}
#[cfg(not(feature = "rand"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __init {
    ($($model:tt)*) => {};
}

macro_rules! tuples { ($(($($layer:ident $at:tt)+))*) => { $(
    __layers! { [$($layer: Clone),+] [($($layer,)+)] [$($at: $layer,)+] }
    #[cfg(feature = "rand")]
    impl<$($layer: crate::Init),+> crate::Init for ($($layer,)+) {
        fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
            ($($layer::init(rng),)+)
        }
    }
)* } }
tuples! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 F 4)
    (A 0 B 1 C 2 D 3 F 4 G 5)
    (A 0 B 1 C 2 D 3 F 4 G 5 H 6)
    (A 0 B 1 C 2 D 3 F 4 G 5 H 6 I 7)
}

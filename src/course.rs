//! Where the course is: every layer, loss and optimizer of CS231n's assignments, and what it is called here.
//!
//! The functions carry the course's names, without its `_naive`. Where the course passes a `cache`, backward functions here take the arrays
//! that they need, in the order of their names, or the cache that forward gave, whose type says whose it is. The bias of an affine layer is a row, (1, D), where
//! the course has a vector (M,); a keep probability is a [`Keep`], so it cannot be taken for the probability to drop.
//! [`BnParam`] begins with a running variance of 0, as the course does; the layer [`BatchNorm`] with 1, as frameworks do.
//! [`MultiHeadAttention`] drops no weights unless it is told to; the course drops 0.1 of them.
//!
//! | the course | functions | layer |
//! |---|---|---|
//! | `affine_forward`, `affine_backward` | [`affine_forward`], [`affine_backward`] | [`Linear`], [`LinearWithoutBias`], [`Flatten`] |
//! | `relu_forward`, `relu_backward` | [`relu_forward`], [`relu_backward`] | [`Relu`] |
//! | `affine_relu_*`, `conv_relu_*` | [`affine_relu_forward`], [`conv_relu_forward`] | a tuple or [`network!`] |
//! | `conv_relu_pool_*`, `conv_bn_relu_*` | one after the other | a tuple or [`network!`] |
//! | `batchnorm_*`, `spatial_batchnorm_*` | [`batchnorm_forward`], [`batchnorm_eval`], [`batchnorm_backward`]; [`spatial_batchnorm_forward`] … | [`BatchNorm`] |
//! | `layernorm_*` | [`layernorm_forward`], [`layernorm_backward`] | [`LayerNorm`]; also [`RmsNorm`] |
//! | `spatial_groupnorm_*` | [`spatial_groupnorm_forward`], [`spatial_groupnorm_backward`] | [`GroupNorm`] |
//! | `dropout_*` | [`dropout_forward`], [`dropout_backward`] | [`Dropout`] |
//! | `conv_*_naive`, fast layers | [`conv_forward`], [`conv_backward`] | [`Conv2d`], [`Conv1d`] |
//! | `max_pool_*_naive` | [`max_pool_forward`], [`max_pool_backward`]; [`avg_pool_forward`] … | [`MaxPool2d`], [`AvgPool2d`], [`GlobalAvgPool`], [`GlobalMaxPool`] |
//! | `rnn_step_*`, `rnn_*` | [`rnn_step_forward`], [`rnn_forward`], [`rnn_backward`] … | [`Rnn`] |
//! | `lstm_step_*`, `lstm_*` | [`lstm_step_forward`], [`lstm_forward`], [`lstm_backward`] … | [`Lstm`]; also [`Gru`] |
//! | `word_embedding_*` | [`word_embedding_forward`], [`word_embedding_backward`] | [`Embedding`] |
//! | `temporal_affine_*` | [`temporal_affine_forward`], [`temporal_affine_backward`] | [`Linear`] takes (N, T, D) |
//! | `MultiHeadAttention` | [`attention_forward`], [`attention_backward`] | [`MultiHeadAttention`], [`CausalAttention`] |
//! | `PositionalEncoding`, `PatchEmbedding` | [`positional_encoding`] | [`PositionalEncoding`], [`PatchEmbedding`] |
//! | `FeedForwardNetwork`, `Transformer*Layer` | | [`FeedForward`], [`TransformerEncoderLayer`], [`TransformerDecoderLayer`], [`AddNorm`] |
//! | `svm_loss`, `softmax_loss` | [`svm_loss`], [`softmax_loss`], [`smooth_softmax_loss`] | |
//! | `svm_loss_*`, `softmax_loss_*` of assignment 1 | [`linear_svm_loss`], [`linear_softmax_loss`] | [`LinearClassifier`](crate::classic::LinearClassifier) |
//! | `temporal_softmax_loss` | [`temporal_softmax_loss`] | |
//! | `discriminator_loss`, `generator_loss`, `ls_*` | [`discriminator_loss`], [`generator_loss`], [`ls_discriminator_loss`], [`ls_generator_loss`] | |
//! | `sim`, `simclr_loss` | [`sim`], [`simclr_loss`] | |
//! | `content_loss`, `gram_matrix`, `style_loss`, `tv_loss` | [`content_loss`], [`gram_matrix`], [`style_loss`], [`tv_loss`] | |
//! | `sgd`, `sgd_momentum`, `rmsprop`, `adam` | [`sgd`], [`sgd_momentum`], [`rmsprop`], [`adam`] | [`Sgd`], [`RmsProp`], [`Adam`]; also [`AdaGrad`], [`AdamW`] |
//! | `+ 0.5*reg*sum(W^2)` of the networks | [`l2_regularization`] of a model; [`l2_loss`], [`l2_backward`] of one array | [`L2`](crate::train::L2) around the trainer's loss |
//! | `Solver` | | [`Trainer`](crate::train::Trainer) |
//! | `eval_numerical_gradient_array`, `rel_error` | [`numeric_gradient`], [`rel_error`], [`gradcheck`] | [`GradCheck`] |
//! | `KNearestNeighbor` | | [`KNearestNeighbor`](crate::classic::KNearestNeighbor) |
//!
//! Of the course's rest, images of weights are drawn by the example `digits`, and `im2col` is inside the convolution. Not here: the data sets (bring the files;
//! [`data`] reads them), HOG and colour features, `grad_check_sparse` ([`GradCheck`] checks every number, or random directions), DDPM, CLIP and DINO. The networks
//! themselves, `TwoLayerNet` to `CaptioningRNN`, are yours to write: each takes fewer than sixty lines.
#[allow(unused_imports, reason = "the table refers to them")]
use crate::*;

//! The lessons that are chosen here and not by the relation that fails, by what they are on.

pub const AXIS: u16 = 2;
pub const SIZE_AT_RUN_TIME: u16 = 3;
pub const SIZE_TOO_LARGE: u16 = 4;
pub const ONE_INDEX_TOO_FEW: u16 = 10;
pub const ITEM: u16 = 12;
pub const INPUT_BY_VALUE: u16 = 13;
pub const UNDECIDED: u16 = 14;
pub const ELEMENT_TYPES: u16 = 15;
pub const EQUAL_SHAPES: u16 = 16;
pub const COLUMN: u16 = 17;
pub const COLUMN_MINUS_VECTOR: u16 = 18;
pub const VECTOR_MINUS_COLUMN: u16 = 19;
pub const NOT_OF_THE_CLASS: u16 = 20;
pub const NAMED_STRETCHED: u16 = 21;
pub const SMALLER_ACCUMULATOR: u16 = 22;
pub const PAIRS: u16 = 23;
pub const UNNAMED: u16 = 24;
pub const MISSING_AXIS: u16 = 25;
pub const NAME_TWICE: u16 = 26;
pub const POSITION: u16 = 27;
pub const WITHOUT_KEEPDIMS: u16 = 28;
pub const NORMALISED: u16 = 29;
pub const OTHER_AXES: u16 = 30;
pub const ARGMAX: u16 = 32;
pub const PRODUCT: u16 = 33;
pub const VECTORS: u16 = 34;
pub const BATCH_OF_MATRICES: u16 = 35;
pub const FACTOR_BY_VALUE: u16 = 37;
pub const PIXELS: u16 = 38;
pub const DOT: u16 = 41;
pub const TRANSPOSED: u16 = 43;
pub const WEIGHTS_OUTPUTS_FIRST: u16 = 44;
pub const EXAMPLES_IN_COLUMNS: u16 = 45;
pub const BIAS_AS_A_VECTOR: u16 = 46;
pub const DW: u16 = 47;
pub const DX: u16 = 48;
pub const DX_SQUARE: u16 = 49;
pub const DW_LIKE_DOUT: u16 = 50;
pub const BIAS_OVER_CLASSES: u16 = 51;
pub const BIAS_A_NUMBER: u16 = 52;
pub const BIAS_NOT_SUMMED: u16 = 53;
pub const EXCHANGED: u16 = 54;
pub const STEP: u16 = 55;
pub const INPUT_FOR_OUTPUT: u16 = 56;
pub const LABELS_COLUMN: u16 = 57;
pub const LABELS_ONE_HOT: u16 = 58;
pub const TABLE_FOR_PICKS: u16 = 59;
pub const OTHER_LABELS: u16 = 60;
pub const RESHAPED: u16 = 66;
pub const FLATTENED: u16 = 69;
pub const CONCATENATED: u16 = 70;
pub const STACKED: u16 = 71;
pub const SPAN: u16 = 72;
pub const CHAIN: u16 = 73;
pub const NO_MODEL: u16 = 74;
pub const LAYER_EXCHANGED: u16 = 76;
pub const OTHER_MODEL: u16 = 77;
pub const WITHOUT_A_BATCH: u16 = 78;
pub const OTHER_BATCH: u16 = 79;
pub const JACOBIAN: u16 = 83;
pub const CHANNELS: u16 = 84;
pub const WITHOUT_PERMUTE: u16 = 85;
pub const GAMMA_AS_A_VECTOR: u16 = 86;
pub const TIME_MAJOR: u16 = 90;
pub const SCORES: u16 = 94;
pub const MASK: u16 = 95;
pub const FIXED_BATCH: u16 = 97;
pub const SCALE: u16 = 105;
pub const FIRST_STATE: u16 = 114;
pub const VOCABULARY: u16 = 116;
pub const WORDS_MASK: u16 = 117;
pub const TARGETS: u16 = 129;
pub const DISTRIBUTIONS: u16 = 130;
pub const BINARY_LABELS: u16 = 131;
pub const GRAM: u16 = 136;
pub const OTHER_STATE: u16 = 137;
pub const CLASSIFIER: u16 = 138;

#[cfg(test)]
mod tests {
    use super::*;
    use shapeful::lessons::lesson;

    #[test]
    fn numbers_are_those_of_the_course() {
        let cases = [
            (AXIS, "axis_that_is_a_float"),
            (SIZE_AT_RUN_TIME, "axis_of_a_size_known_at_run_time"),
            (SIZE_TOO_LARGE, "axis_of_a_size_that_is_too_large"),
            (ONE_INDEX_TOO_FEW, "element_with_one_index_too_few"),
            (ITEM, "item_of_a_vector"),
            (INPUT_BY_VALUE, "input_by_value"),
            (UNDECIDED, "table_without_a_shape"),
            (ELEMENT_TYPES, "sum_of_f32_and_f64"),
            (EQUAL_SHAPES, "bias_added_without_broadcast"),
            (COLUMN, "bias_as_a_column"),
            (COLUMN_MINUS_VECTOR, "column_minus_vector"),
            (VECTOR_MINUS_COLUMN, "vector_minus_column"),
            (NOT_OF_THE_CLASS, "correct_scores_not_a_column"),
            (NAMED_STRETCHED, "named_axis_of_size_one_stretched"),
            (SMALLER_ACCUMULATOR, "accumulated_into_the_smaller_operand"),
            (PAIRS, "pairwise_differences"),
            (UNNAMED, "unnamed_shapes_differ"),
            (MISSING_AXIS, "sum_over_an_axis_that_is_not_there"),
            (NAME_TWICE, "sum_over_a_name_that_is_there_twice"),
            (POSITION, "axis_position_out_of_range"),
            (WITHOUT_KEEPDIMS, "softmax_sum_without_keepdims"),
            (NORMALISED, "normalised_over_the_wrong_axis"),
            (OTHER_AXES, "mean_over_the_wrong_axis"),
            (ARGMAX, "argmax_over_the_batch"),
            (PRODUCT, "unnamed_sizes_differ"),
            (VECTORS, "vector_times_vector"),
            (BATCH_OF_MATRICES, "batch_of_matrices_times_one_matrix"),
            (FACTOR_BY_VALUE, "factor_by_value"),
            (PIXELS, "pixels_in_a_product"),
            (DOT, "dot_product_of_different_axes"),
            (TRANSPOSED, "product_annotated_transposed"),
            (WEIGHTS_OUTPUTS_FIRST, "affine_weights_stored_outputs_first"),
            (EXAMPLES_IN_COLUMNS, "affine_input_with_examples_in_columns"),
            (BIAS_AS_A_VECTOR, "affine_bias_as_a_vector"),
            (DW, "dw_without_transpose"),
            (DX, "dx_without_transpose"),
            (DX_SQUARE, "dx_without_transpose_square"),
            (DW_LIKE_DOUT, "dw_with_the_shape_of_dout"),
            (BIAS_OVER_CLASSES, "bias_summed_over_classes"),
            (BIAS_A_NUMBER, "bias_gradient_as_a_number"),
            (BIAS_NOT_SUMMED, "bias_gradient_not_summed"),
            (EXCHANGED, "affine_backward_dout_and_x_exchanged"),
            (STEP, "step_with_the_gradient_of_the_bias"),
            (INPUT_FOR_OUTPUT, "affine_relu_backward_with_the_input_for_the_output"),
            (LABELS_COLUMN, "labels_as_a_column"),
            (LABELS_ONE_HOT, "labels_one_hot"),
            (TABLE_FOR_PICKS, "table_instead_of_picks"),
            (OTHER_LABELS, "labels_for_other_classes"),
            (RESHAPED, "reshape_used_as_a_transpose"),
            (FLATTENED, "images_flattened_across_the_batch"),
            (CONCATENATED, "concatenated_along_the_wrong_axis"),
            (STACKED, "stacked_to_seven_axes"),
            (SPAN, "span_past_the_end"),
            (CHAIN, "tuple_chain_that_does_not_fit"),
            (NO_MODEL, "tensor_used_as_a_model"),
            (LAYER_EXCHANGED, "weights_of_a_layer_exchanged"),
            (OTHER_MODEL, "gradient_of_another_model"),
            (WITHOUT_A_BATCH, "example_without_a_batch"),
            (OTHER_BATCH, "layer_output_for_another_batch"),
            (JACOBIAN, "jacobian_transposed"),
            (CHANNELS, "channels_last_images_to_channels_first"),
            (WITHOUT_PERMUTE, "spatial_batchnorm_without_permute"),
            (GAMMA_AS_A_VECTOR, "group_norm_gamma_as_a_vector"),
            (TIME_MAJOR, "time_major_given_to_batch_major"),
            (SCORES, "attention_without_transpose"),
            (MASK, "attention_mask_of_the_other_side"),
            (FIXED_BATCH, "generic_function_for_a_fixed_batch"),
            (SCALE, "gamma_of_the_batch"),
            (FIRST_STATE, "features_of_an_image_as_a_state"),
            (VOCABULARY, "words_of_another_vocabulary"),
            (WORDS_MASK, "mask_with_axes_exchanged"),
            (TARGETS, "column_of_predictions_and_vector_of_targets"),
            (DISTRIBUTIONS, "divergence_with_examples_in_columns"),
            (BINARY_LABELS, "labels_of_a_binary_loss_as_a_vector"),
            (GRAM, "features_for_a_gram_matrix"),
            (OTHER_STATE, "average_of_adam_of_the_bias"),
            (CLASSIFIER, "weights_and_images_of_a_classifier_exchanged"),
        ];
        for (number, case) in cases {
            assert_eq!(lesson(number).unwrap().case, case, "S{number:02}");
        }
    }
}

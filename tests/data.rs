//! Data from files that are right, cut short, too long, and made to do harm.
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use shapeful::data::{Augment, Augmented, Csv, DataError, Dataset, Examples, HorizontalFlip, Normalization, Place};
use shapeful::data::{RandomCrop, Side, folds};
use shapeful::{Array, Labels, Tensor, axes, dim};
use std::io::Write;
use std::path::PathBuf;
use tempfile::TempDir;

axes! {
    Batch = 4; Channels = 3; Height = 3; Width = 2; Pixels = 6; Digits = 10; Joints = 2; Two = 2;
    Side28 = 28; Side32 = 32; CifarPixels = 3072;
}
type Images = Examples<(Height, Width), Digits>;
type Rows = Examples<(Pixels,), Digits>;

/// A folder with files of these names and contents.
fn folder<const FILES: usize>(files: [(&str, &[u8]); FILES]) -> (TempDir, [PathBuf; FILES]) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files.map(|(name, bytes)| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    });
    (folder, paths)
}
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
/// What the error says after the name of the file.
fn said<T: std::fmt::Debug>(read: Result<T, DataError>) -> String {
    let error = read.unwrap_err();
    assert!(error.file.is_some(), "the file is named");
    DataError { file: None, ..error }.to_string()
}

mod idx {
    use super::*;

    fn header(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    }
    /// Two images of 3 by 2, with pixels from 0 to 11.
    fn images() -> Vec<u8> {
        [header(&[2051, 2, 3, 2]), (0..12).collect()].concat()
    }
    fn labels() -> Vec<u8> {
        [header(&[2049, 2]), vec![7, 9]].concat()
    }
    fn read(images: &[u8], labels: &[u8]) -> Result<Images, DataError> {
        let (_folder, [images, labels]) = folder([("images", images), ("labels", labels)]);
        Images::from_idx(images, labels)
    }

    #[test]
    fn plain_and_packed() {
        let data = read(&images(), &labels()).unwrap();
        assert_eq!((data.len(), data.targets()), (2, &[7, 9][..]));
        assert_eq!(*data.input(1), [[6.0, 7.0], [8.0, 9.0], [10.0, 11.0]].map(|row| row.map(|x: f32| x / 255.0)));
        let packed = read(&gzip(&images()), &gzip(&labels())).unwrap();
        assert_eq!(packed.inputs(), data.inputs());
    }
    #[test]
    fn as_rows_or_with_a_channel() {
        let (_folder, [images, labels]) = folder([("images", &images()), ("labels", &labels())]);
        assert_eq!(Rows::from_idx(&images, &labels).unwrap().len(), 2);
        assert_eq!(Examples::<(dim!(1), Height, Width), Digits>::from_idx(&images, &labels).unwrap().len(), 2);
        let exchanged = said(Examples::<(Width, Height), Digits>::from_idx(&images, &labels));
        assert_eq!(exchanged, "byte 8: expected images that fit (Width = 2, Height = 3), found images of 3 by 2");
        assert!(Examples::<(Channels, Height, Width), Digits>::from_idx(&images, &labels).is_err());
    }
    #[test]
    fn cut_short_too_long_or_empty() {
        assert_eq!(said(read(&[], &labels())), "byte 0: expected a header of 16 bytes, found 0 bytes");
        assert_eq!(said(read(&images()[..15], &labels())), "byte 0: expected a header of 16 bytes, found 15 bytes");
        assert_eq!(said(read(&images()[..27], &labels())), "byte 16: expected 12 bytes: 2 images of 3 by 2, found 11");
        let long = [images(), vec![0]].concat();
        assert_eq!(said(read(&long, &labels())), "byte 16: expected 12 bytes: 2 images of 3 by 2, found more than 12");
        assert_eq!(said(read(&images(), &labels()[..9])), "byte 8: expected 2 bytes: a label each, found 1");
        let packed = gzip(&images());
        assert!(said(read(&packed[..packed.len() - 9], &labels())).starts_with("expected all of the packed data"));
        let mut damaged = packed.clone();
        damaged[20] ^= 0xff;
        assert!(read(&damaged, &labels()).is_err());
    }
    #[test]
    fn packed_in_parts_and_filled_up_with_zeros() {
        let (whole, bytes) = (read(&images(), &labels()).unwrap(), images());
        let parts = [gzip(&bytes[..13]), gzip(&bytes[13..20]), gzip(&[]), gzip(&bytes[20..])].concat();
        assert_eq!(read(&parts, &labels()).unwrap().inputs(), whole.inputs());
        for zeros in [1, 2, 511, 100_000] {
            let filled_up = [&parts[..], &vec![0; zeros]].concat();
            assert_eq!(read(&filled_up, &labels()).unwrap().inputs(), whole.inputs());
        }
        for other in [&b"x"[..], b"\0\0x", b"\n"] {
            let error = said(read(&[&parts[..], other].concat(), &labels()));
            assert_eq!(error, "expected nothing but zeros after the packed data, found other bytes");
        }
        let cut = [&parts[..], &gzip(&[])[..15]].concat();
        assert!(said(read(&cut, &labels())).starts_with("expected all of the packed data"));
    }
    #[test]
    fn of_another_kind_or_another_length() {
        assert_eq!(said(read(&labels(), &labels())), "byte 0: expected a header of 16 bytes, found 10 bytes");
        assert_eq!(
            said(read(&images(), &images())),
            "byte 0: expected the number 2049, which begins a file of labels, found 2051"
        );
        let one = [header(&[2049, 1]), vec![7]].concat();
        assert_eq!(said(read(&images(), &one)), "byte 4: expected as many labels as there are images, 2, found 1");
        let ten = [header(&[2049, 2]), vec![7, 10]].concat();
        assert_eq!(
            said(read(&images(), &ten)),
            "example 1: expected a place on the axis Digits = 10, counted from 0, found 10"
        );
    }
    #[test]
    fn without_images() {
        let none = read(&header(&[2051, 0, 3, 2]), &header(&[2049, 0]));
        assert_eq!(said(none), "byte 4: expected at least one image, found none");
    }
    #[test]
    fn that_promise_more_than_memory_holds() {
        for sizes in [[u32::MAX, 3, 2], [u32::MAX; 3], [1, u32::MAX, u32::MAX]] {
            let hostile = header(&[2051, sizes[0], sizes[1], sizes[2]]);
            assert!(read(&hostile, &labels()).is_err());
            assert!(read(&gzip(&hostile), &labels()).is_err());
        }
        // The promise is believed by the labels, too, so they are refused before they are read.
        assert!(read(&images(), &header(&[2049, u32::MAX])).is_err());
        // A bomb: a header for two images, and then 64 MB of zeros in 64 kB.
        let bomb = gzip(&[header(&[2051, 2, 3, 2]), vec![0; 64 << 20]].concat());
        assert!(said(read(&bomb, &labels())).ends_with("found more than 12"));
    }
    #[test]
    fn mnist_itself_fits_its_axes() {
        let images = [header(&[2051, 1, 28, 28]), vec![255; 784]].concat();
        let labels = [header(&[2049, 1]), vec![3]].concat();
        let (_folder, [images, labels]) = folder([("i", &images), ("l", &labels)]);
        let data = Examples::<(dim!(784),), Digits>::from_idx(images, labels).unwrap();
        assert!(data.inputs().iter().all(|&pixel| pixel == 1.0));
    }
}

mod cifar10 {
    use super::*;

    type Cifar = Examples<(Channels, Side32, Side32), Digits>;
    const NAMES: [&str; 6] = [
        "data_batch_1.bin",
        "data_batch_2.bin",
        "data_batch_3.bin",
        "data_batch_4.bin",
        "data_batch_5.bin",
        "test_batch.bin",
    ];
    /// 10000 rows; the class is the row's last digit, and the first pixels of the colours are 51, 102 and 204.
    fn batch() -> Vec<u8> {
        let mut bytes = vec![0; 10_000 * 3073];
        for (row, bytes) in bytes.chunks_exact_mut(3073).enumerate() {
            bytes[0] = (row % 10) as u8;
            (bytes[1], bytes[1 + 1024], bytes[1 + 2048]) = (51, 102, 204);
        }
        bytes
    }

    #[test]
    fn has_fifty_and_ten_thousand_images() {
        let bytes = batch();
        let (folder, _) = folder(NAMES.map(|name| (name, &bytes[..])));
        let (training, test) = Cifar::from_cifar10(folder.path()).unwrap();
        assert_eq!((training.len(), test.len()), (50_000, 10_000));
        let image = test.input(1234);
        assert_eq!([image[[0, 0, 0]], image[[1, 0, 0]], image[[2, 0, 0]], image[[0, 0, 1]]], [0.2, 0.4, 0.8, 0.0]);
        assert_eq!(test.targets()[1234], 4);
    }
    #[test]
    fn that_is_not_whole() {
        let bytes = batch();
        let (short, _) = folder([(NAMES[0], &bytes[1..])]);
        let error = Cifar::from_cifar10(short.path()).unwrap_err();
        assert!(error.file.as_ref().unwrap().ends_with("data_batch_1.bin"));
        assert_eq!((error.place, &*error.found), (Place::Byte(0), "30729999"));
        let mut wrong = bytes.clone();
        wrong[3073 * 17] = 10;
        let (wrong, _) = folder([(NAMES[0], &wrong)]);
        assert_eq!(said(Cifar::from_cifar10(wrong.path())), "byte 52241: expected a class from 0 to 9, found 10");
        let (four, _) = folder(<[_; 4]>::try_from(&NAMES[..4]).unwrap().map(|name| (name, &bytes[..])));
        let error = Cifar::from_cifar10(four.path()).unwrap_err();
        assert!(error.file.as_ref().unwrap().ends_with("data_batch_5.bin") && error.expected == "a file");
        assert!(Examples::<(CifarPixels,), Joints>::from_cifar10(four.path()).is_err());
        assert!(said(Rows::from_cifar10(four.path())).contains("found (Pixels = 6,)"));
    }
}

mod csv {
    use super::*;

    fn parse(text: &str) -> Result<Rows, DataError> {
        Csv { header: false, targets: Side::Last }.parse(text)
    }

    #[test]
    fn the_digits_of_this_repository() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv.gz");
        let digits: Examples<(dim!(64),), Digits> = Csv { header: true, targets: Side::Last }.read(path).unwrap();
        assert_eq!(digits.len(), 1797);
        let mut counts = [0; 10];
        digits.targets()[1437..].iter().for_each(|&digit| counts[digit as usize] += 1);
        assert_eq!(counts, [35, 36, 35, 37, 37, 37, 37, 36, 33, 37]);
        assert_eq!(digits.input(0).as_slice()[..8], [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0]);
    }
    #[test]
    fn line_ends_blank_lines_spaces_and_byte_order_mark() {
        let data = parse("\u{feff} 1 ,2,3,4,5,6,7\r\n\r\n \n6,5,4,3,2,-1.5e0,9").unwrap();
        assert_eq!((data.inputs()[11], data.targets()), (-1.5, &[7, 9][..]));
    }
    #[test]
    fn real_targets_on_either_side() {
        type Arm = Examples<(Two,), (Joints,), f64>;
        let last: Arm = Csv { header: false, targets: Side::Last }.parse("1,2,3,4\n5,6,7,8").unwrap();
        assert_eq!((last.inputs(), last.targets()), (&[1.0, 2.0, 5.0, 6.0][..], &[3.0, 4.0, 7.0, 8.0][..]));
        let first: Arm = Csv { header: true, targets: Side::First }.parse("a,b,c,d\n1,2,3,4").unwrap();
        assert_eq!((first.inputs(), first.targets()), (&[3.0, 4.0][..], &[1.0, 2.0][..]));
    }
    #[test]
    fn what_is_wrong_is_named_by_line_and_column() {
        let class = "a place on the axis Digits = 10, counted from 0";
        let number = "a finite number that f32 can hold";
        for (text, expected) in [
            ("", "expected at least one example, found none".into()),
            ("\n\n", "expected at least one example, found none".into()),
            ("1,2,3,4,5,6", "line 1: expected 7 columns, 6 for inputs and 1 for targets, found 6".into()),
            ("1,2,3,4,5,6,7,8", "line 1: expected 7 columns, 6 for inputs and 1 for targets, found 8".into()),
            ("\n1,2,x,4,5,6,7", format!("line 2: expected in column 3 {number}, found \"x\"")),
            ("1,,3,4,5,6,7", format!("line 1: expected in column 2 {number}, found \"\"")),
            ("1,2,3,4,5,NaN,7", format!("line 1: expected in column 6 {number}, found \"NaN\"")),
            ("1,2,3,4,5,1e39,7", format!("line 1: expected in column 6 {number}, found \"1e39\"")),
            ("1,2,3,4,5,6,10", format!("line 1: expected in column 7 {class}, found \"10\"")),
            ("1,2,3,4,5,6,-1", format!("line 1: expected in column 7 {class}, found \"-1\"")),
            ("1,2,3,4,5,6,1.5", format!("line 1: expected in column 7 {class}, found \"1.5\"")),
            ("1,2,3,4,5,6,1e99", format!("line 1: expected in column 7 {class}, found \"1e99\"")),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), expected, "{text:?}");
        }
    }
    #[test]
    fn names_of_columns() {
        let read = |header: &str| -> Result<Examples<(Two,), Digits>, _> {
            Csv { header: true, targets: Side::Last }.parse(&format!("{header}\n0.5,1,7\n"))
        };
        let question = "How content are you, on the whole, with the opening hours of our library? ".repeat(30);
        for header in [
            "a,b,c",
            " \n\na,b,c",
            "0,1,2",
            "1,2,label",
            ",,",
            &format!("{question:?},{question:?},class"),
            "\"a \"\"good\"\", long one\",b,c",
        ] {
            let data = read(header).unwrap();
            assert_eq!((data.inputs(), data.targets()), (&[0.5, 1.0][..], &[7][..]), "{header}");
        }
        for (header, expected) in [
            ("a,b", "line 1: expected the names of 3 columns, found 2"),
            ("\na,b,c,d", "line 2: expected the names of 3 columns, found 4"),
            ("0,0.25,3", "line 1: expected the names of the columns, since `header` is true, found numbers"),
            ("1,0,3", "line 1: expected the names of the columns, since `header` is true, found numbers"),
            (
                &"a".repeat(2 << 20),
                "line 1: expected at most 1048576 characters, which is enough for 3 names, found more",
            ),
        ] {
            assert_eq!(read(header).unwrap_err().to_string(), expected);
        }
    }
    #[test]
    fn a_line_without_an_end_is_not_held_in_memory() {
        let (_folder, [path]) = folder([("bomb.csv.gz", &gzip(&vec![b','; 64 << 20]))]);
        let read: Result<Rows, _> = Csv { header: false, targets: Side::Last }.read(path);
        assert!(said(read).starts_with("line 1: expected at most 519 characters"));
    }
    #[test]
    fn what_is_no_text() {
        let (_folder, [path]) = folder([("x.csv", b"1,2,3,4,5,6,7\n\xff,2,3,4,5,6,7\n")]);
        let read: Result<Rows, _> = Csv { header: false, targets: Side::Last }.read(path);
        assert_eq!(said(read), "line 2: expected text in UTF-8, found other bytes");
    }
}

mod images {
    use super::*;

    type Animals = Examples<(Channels, Height, Width), Joints>;
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([51 * x as u8, 51 * y as u8, 255]));
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_sub_folder_for_each_class() {
        let png = png(2, 3);
        let (folder, _) =
            folder([("dog/a.png", &*png), ("cat/b.png", &png), ("cat/a.png", &png), ("cat/.hidden", b"x")]);
        let (data, names) = Animals::from_image_folders(folder.path()).unwrap();
        assert_eq!((data.targets(), names), (&[0, 0, 1][..], vec!["cat".to_string(), "dog".into()]));
        let expected = [[[0.0, 0.2]; 3], [[0.0; 2], [0.2; 2], [0.4; 2]], [[1.0; 2]; 3]];
        assert_eq!(*data.input(2), expected);
        let grey = Examples::<(dim!(1), Height, Width), Joints>::from_image_folders(folder.path()).unwrap().0;
        assert!(grey.inputs().iter().all(|grey| (0.0..=1.0).contains(grey)));
    }
    #[test]
    fn that_do_not_fit() {
        let (right, turned) = (png(2, 3), png(3, 2));
        let (wrong_size, _) = folder([("cat/a.png", &*right), ("dog/b.png", &turned)]);
        let error = Animals::from_image_folders(wrong_size.path()).unwrap_err();
        assert!(error.file.as_ref().unwrap().ends_with("dog/b.png"));
        assert_eq!((&*error.expected, &*error.found), ("an image 3 high and 2 wide", "one 2 high and 3 wide"));
        let (cut, _) = folder([("cat/a.png", &right[..right.len() / 2]), ("dog/b.png", &right)]);
        assert!(said(Animals::from_image_folders(cut.path())).starts_with("expected a PNG or JPEG image"));
        let (text, _) = folder([("cat/a.png", b"meow"), ("dog/b.png", &right)]);
        assert!(said(Animals::from_image_folders(text.path())).starts_with("expected a PNG or JPEG image"));
        let (one, _) = folder([("cat/a.png", &*right)]);
        assert_eq!(
            said(Animals::from_image_folders(one.path())),
            "expected 2 sub-folders, one for each class, found 1"
        );
        assert!(Images::from_image_folders(one.path()).is_err(), "images have channels");
    }
    #[test]
    fn that_are_not_there() {
        let (folder, _) = folder([("cat/.hidden", &b"x"[..]), ("dog/.hidden", b"x")]);
        assert_eq!(said(Animals::from_image_folders(folder.path())), "expected at least one image, found none");
    }
    #[test]
    fn that_are_transparent() {
        let with_alpha = |alpha: u8| {
            let mut bytes = std::io::Cursor::new(Vec::new());
            let image = image::RgbaImage::from_fn(2, 3, |x, _| image::Rgba([51, 102, 204, [255, alpha][x as usize]]));
            image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
            folder([("cat/a.png", &*bytes.into_inner()), ("dog/.hidden", b"x")]).0
        };
        let (opaque, _) = Animals::from_image_folders(with_alpha(255).path()).unwrap();
        assert_eq!(*opaque.input(0), [[[0.2; 2]; 3], [[0.4; 2]; 3], [[0.8; 2]; 3]]);
        let error = said(Animals::from_image_folders(with_alpha(254).path()));
        assert_eq!(error, "expected an image that covers what is behind it, found transparent pixels");
    }
    #[test]
    fn a_header_of_a_giant_image_is_refused_unpacked() {
        // Width and height in the header of the PNG, whose checksum is not looked at before the sizes are.
        let mut giant = png(2, 3);
        giant[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
        let (folder, _) = folder([("cat/a.png", &*giant), ("dog/b.png", &giant)]);
        assert!(Animals::from_image_folders(folder.path()).is_err());
    }
}

/// So many examples of (3, 2), counted through.
fn counted(count: usize) -> Images {
    let inputs = (0..count * 6).map(|x| x as f32).collect();
    Images::new(inputs, (0..count as u32).map(|n| n % 10).collect()).unwrap()
}

#[test]
fn a_batch_is_filled_with_the_examples_asked_for() {
    let data = counted(7);
    let mut batch: (Tensor<(Batch, Height, Width)>, Labels<Batch, Digits>) = Default::default();
    data.load(&[6, 0, 3, 6], &mut batch);
    assert_eq!(batch.1.as_slice(), [6, 0, 3, 6]);
    for (image, which) in batch.0.rows().zip([6, 0, 3, 6]) {
        assert_eq!(image, data.input(which));
    }
    let all = data.to_batch::<dim!(7)>().unwrap();
    assert_eq!(Images::from_batch::<dim!(7)>(&all.0, &all.1).inputs(), data.inputs());
}
#[test]
fn examples_of_a_number_and_without_targets_of_any_length() {
    let one = Examples::<(), (), f64>::new(vec![1.0, 2.0], vec![3.0, 4.0]).unwrap();
    assert_eq!((one.len(), one.input(1).item()), (2, 2.0));
    let error = Examples::<(Two,), (Joints,)>::new(vec![0.0; 4], vec![0.0; 3]).unwrap_err();
    assert_eq!(error.to_string(), "expected a multiple of 2 targets, so many for each example, found 3");
    assert_eq!(Examples::<(dim!(0),), Digits>::new(vec![], vec![1, 2]).unwrap().len(), 2);
    for (target, name) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf")] {
        let error = Examples::<(Two,), (Joints,)>::new(vec![0.0; 4], vec![0.0, 1.0, 2.0, target]).unwrap_err();
        assert_eq!(error.to_string(), format!("example 1: expected a finite number that f32 can hold, found {name}"));
    }
    let arms = Examples::<(Two,), (Joints,)>::new(vec![0.0; 2], vec![0.0; 2]).unwrap();
    assert_eq!(format!("{arms:?}"), "1 examples (Two = 2,), with targets (Joints = 2,)");
    assert_eq!(format!("{:?}", counted(2)), "2 examples (Height = 3, Width = 2), with classes Digits = 10");
    assert!(Examples::<(Two,), dim!(0)>::new(vec![0.0; 2], vec![0]).is_err(), "an axis without places has no labels");
}
#[test]
fn a_word_at_every_time() {
    type Texts = Examples<(Height, Two), Labels<(Height,), Digits>>;
    let texts = Texts::new((0..18).map(|x| x as f32).collect(), vec![1, 2, 3, 4, 5, 6, 7, 8, 9]).unwrap();
    assert_eq!(format!("{texts:?}"), "3 examples (Height = 3, Two = 2), with (Height = 3,) classes Digits = 10");
    let mut batch: (Tensor<(Two, Height, Two)>, Labels<(Two, Height), Digits>) = Default::default();
    texts.load(&[2, 0], &mut batch);
    assert_eq!((batch.1.as_slice(), batch.1[[1, 2]]), (&[7, 8, 9, 1, 2, 3][..], 3));
    assert_eq!(Texts::from_batch::<Two>(&batch.0, &batch.1).targets(), [7, 8, 9, 1, 2, 3]);
    assert_eq!(texts.select(&[1]).unwrap().targets(), [4, 5, 6]);
    let error = Texts::new(vec![0.0; 12], vec![1, 2, 3, 4, 10, 6]).unwrap_err();
    assert_eq!(error.to_string(), "example 1: expected a place on the axis Digits = 10, counted from 0, found 10");
    let read: Texts = Csv { header: false, targets: Side::Last }.parse("0,1,2,3,4,5,7,8,9\n").unwrap();
    assert_eq!(read.targets(), [7, 8, 9]);
}
#[test]
fn normalised_images_have_mean_zero_and_variance_one() {
    type Colours = Examples<(Channels, Height, Width), Digits, f64>;
    let inputs = (0..5 * 18).map(|x| f64::from(x * x % 37)).collect();
    let mut data = Colours::new(inputs, vec![0; 5]).unwrap();
    let of_channels = Normalization::per_channel(&data);
    of_channels.apply(&mut data);
    for channel in 0..3 {
        let of_channel = |i: &usize| i / 6 % 3 == channel;
        let numbers: Vec<f64> = (0..90).filter(of_channel).map(|i| data.inputs()[i]).collect();
        let mean = numbers.iter().sum::<f64>() / 30.0;
        let variance = numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 30.0;
        assert!(mean.abs() < 1e-12 && (variance - 1.0).abs() < 1e-12);
    }
    let again = Normalization::per_channel(&data);
    assert!(again.mean.as_slice().iter().all(|mean| mean.abs() < 1e-12));
    let empty = Normalization::per_feature(&Colours::new(vec![], vec![]).unwrap());
    assert_eq!((empty.mean.max_all(), empty.deviation.min_all()), (0.0, 1.0));
}

#[test]
fn a_feature_that_is_always_the_same_is_not_divided() {
    let deviation = |inputs: &[f64]| {
        let data = Examples::<(dim!(1),), Digits, f64>::new(inputs.to_vec(), vec![0; inputs.len()]).unwrap();
        Normalization::per_feature(&data).deviation[[0]]
    };
    // The sum of seven 0.1, divided by 7, is 0.09999999999999999, and 0.1 + 0.2 is not 0.3.
    assert_eq!(deviation(&[0.1; 7]), 1.0);
    assert_eq!(deviation(&[0.3, 0.1 + 0.2, 0.3]), 1.0);
    assert_eq!(deviation(&[1e9, 1e9 + 4.0]), 2.0);
    assert_eq!(deviation(&[-1e-9, 1e-9]), 1e-9);
    let mut training = Examples::<(Two,), Digits>::new([0.1, 0.5].repeat(7), vec![0; 7]).unwrap();
    let mut test = Examples::<(Two,), Digits>::new(vec![0.2, 1.5], vec![0]).unwrap();
    let normalization = Normalization::per_feature(&training);
    normalization.apply(&mut training);
    normalization.apply(&mut test);
    assert!(training.inputs().iter().all(|&x| x == 0.0));
    assert_eq!(test.inputs(), [0.2_f32 - 0.1, 1.0]);
}
#[test]
fn one_mean_and_deviation_for_all_pixels() {
    let grey = counted(3);
    let of_images = Normalization::overall(&grey);
    let mean = 8.5;
    let variance = (0..18).map(|x| (x as f32 - mean).powi(2)).sum::<f32>() / 18.0;
    assert!(of_images.mean.as_slice().iter().all(|&x| x == mean));
    assert!(of_images.deviation.as_slice().iter().all(|&x| (x - variance.sqrt()).abs() < 1e-6));
    let rows = Rows::new(grey.inputs().to_vec(), grey.targets().to_vec()).unwrap();
    assert_eq!(Normalization::overall(&rows).deviation.as_slice(), of_images.deviation.as_slice());
}

#[test]
fn an_augmented_set_is_as_it_was_for_everything_but_training() {
    let data = counted(5);
    let augmented = Augmented::new(&data, 3, (RandomCrop { padding: 1 }, HorizontalFlip));
    let (mut plain, mut as_it_was) = Default::default();
    data.load::<Batch>(&[4, 1, 0, 2], &mut plain);
    augmented.load::<Batch>(&[4, 1, 0, 2], &mut as_it_was);
    assert_eq!(plain, as_it_was);
    let in_training = |epoch, which: &[usize]| {
        let mut batch = Default::default();
        augmented.load_for_training::<Batch>(epoch, which, &mut batch);
        batch
    };
    assert_eq!(in_training(2, &[4, 1, 0, 2]), in_training(2, &[4, 1, 0, 2]));
    assert_ne!(in_training(2, &[4, 1, 0, 2]), in_training(3, &[4, 1, 0, 2]));
    // What happens to an example does not depend on its company.
    assert_eq!(in_training(2, &[4, 1, 0, 2]).0.row(1), in_training(2, &[1, 1, 3, 3]).0.row(0));
}

#[test]
fn folds_without_examples_are_none() {
    for (len, count) in [(3, 0), (3, 1), (3, 4), (0, 2), (1, 1), (1, 2)] {
        let error = folds(len, count).err().unwrap().to_string();
        let expected = format!("expected at least 2 folds, and no more than there are examples, {len}, found {count}");
        assert_eq!(error, expected);
    }
    assert_eq!(folds(3, 3).unwrap().last(), Some((vec![0, 1], vec![2])));
}
#[test]
fn a_crop_out_of_any_padding() {
    use rand::{SeedableRng, rngs::ChaCha8Rng};
    for padding in [1 << 40, usize::MAX / 4, usize::MAX / 2 + 1, usize::MAX] {
        let mut image = Array::<(Channels, Height, Width)>::ones();
        RandomCrop { padding }.apply(&mut image, &mut ChaCha8Rng::seed_from_u64(1));
        assert_eq!(image.max_all(), 0.0, "the image is a point in its padding");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_crop_is_a_window_of_the_padded_image(padding in 0_usize..5, seed: u64) {
        use rand::{SeedableRng, rngs::ChaCha8Rng};
        let image = Array::<(Channels, Height, Width)>::from_fn(|[c, h, w]| (1 + c * 6 + h * 2 + w) as f32);
        let mut cropped = image.clone();
        RandomCrop { padding }.apply(&mut cropped, &mut ChaCha8Rng::seed_from_u64(seed));
        let side = padding as isize;
        let window = |top: isize, left: isize| {
            Array::<(Channels, Height, Width)>::from_fn(|[c, h, w]| {
                let (h, w) = (h as isize + top, w as isize + left);
                if (0..3).contains(&h) && (0..2).contains(&w) { image[[c, h as usize, w as usize]] } else { 0.0 }
            })
        };
        prop_assert!((-side..=side).any(|top| (-side..=side).any(|left| window(top, left) == cropped)));
    }
    #[test]
    fn folds_take_every_example_once(len in 9_usize..40, count in 2_usize..9) {
        let mut held_out = Vec::new();
        for (training, validation) in folds(len, count).unwrap() {
            prop_assert!(!training.is_empty() && !validation.is_empty());
            prop_assert_eq!(training.len() + validation.len(), len);
            prop_assert!(validation.iter().all(|i| !training.contains(i)));
            prop_assert!(validation.len() == len / count || validation.len() == len / count + 1);
            held_out.extend(validation);
        }
        prop_assert_eq!(held_out, (0..len).collect::<Vec<_>>());
    }
    #[test]
    fn a_split_is_a_permutation_cut_in_parts(seed: u64, first in 0_usize..6, second in 0_usize..5) {
        let data = counted(10);
        let [a, b, c] = data.split(seed, [first, second, 10 - first - second]).unwrap();
        prop_assert_eq!((a.len(), b.len()), (first, second));
        let mut seen = [a.targets(), b.targets(), c.targets()].concat();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..10).collect::<Vec<_>>());
        let [again] = data.split(seed, [first]).unwrap();
        prop_assert_eq!(a.inputs(), again.inputs());
    }
    #[test]
    fn no_bytes_at_all_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let (_folder, [path]) = folder([("x", &bytes)]);
        prop_assert!(Images::from_idx(&path, &path).is_err());
        let _: Result<Rows, _> = Csv { header: false, targets: Side::First }.read(&path);
    }
}

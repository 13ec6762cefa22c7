import OptimizerLab

/// What PyTorch draws from many seeds, in many sizes: the first sixteen digits of SHA-256 over the
/// numbers' bytes, the least significant first.
///
/// Made with a program of its own (Python, NumPy) that was compared with torch 2.15 on x86-64 Linux
/// bit for bit, and that shares no code with this library.
enum RandomPins {
  static let seeds: [UInt64] = [0, 1, 42, 1 << 32 - 1]
  static let sizes = [1, 15, 16, 17, 31, 64 * 32, 1_000_000]

  // A row for each of `seeds`, a column for each of `sizes`.

  /// The first 16 digits of SHA-256 over `size` words.
  static let words: [[String]] = [
    [
      "3cf7fccd2950315d", "d7031d8e66f8a66d", "ff7bbd406366eaf7", "5fbcc2dbffd4abbf",
      "f606679bbba9de8b", "6aabffa83dcd98ca", "444b71a4ab85b2ea",
    ],
    [
      "1ffeda032c15bf49", "1b5cd39ac06970de", "a6d788ad1cb382fe", "45e8d59a10ee9c8f",
      "4c82333b8aebe48a", "7b41c80eb805886e", "46d5aef2843a8c3c",
    ],
    [
      "37f9be7cfbf28251", "40e53eb47a51a333", "2d326255b13d2833", "7b41f8569d30fb3b",
      "b256aca35c91535e", "b06fd016f971a7b8", "de0a41af26cdd9ca",
    ],
    [
      "318505462d983df0", "6eab62982fdffc01", "c19b9669760ad52c", "6cb214f852ef8868",
      "0b66ef980507c503", "143f1e1eef30168e", "f63e592f570fca3d",
    ],
  ]

  /// `torch.rand(size)`.
  static let uniform: [[String]] = [
    [
      "6b7e2e190874bd80", "477fe9133a832b19", "1f989f2ae8aa13f7", "ed62a82f1b306735",
      "29c1c920c3a614b1", "8a8c59f7f71a3576", "c92d742c61e64442",
    ],
    [
      "156fc7d5f4c10116", "f1e0c09a89c1dbf2", "4f39d9ac833a98ad", "de88ddd6594ab400",
      "ddf9222a832973a9", "161dc5abeed14bd9", "46b0dfee04040b33",
    ],
    [
      "35471a4558ed5862", "587445e9574a71f8", "5e0577df47f5f44c", "03a6f50ac41709e7",
      "8c5b7c65de6c8a4e", "80d4cb903011a660", "82371dc0b1b8c82d",
    ],
    [
      "2971d8fd03f60793", "80ad61b7540eedc8", "631d924445f934ac", "aa4eaca87539b72d",
      "dc83f0a84ae75113", "0967e0196603abb6", "3f471ad69d3e400e",
    ],
  ]

  /// `torch.empty(size).uniform_(-0.1, 0.1)`.
  static let bounded: [[String]] = [
    [
      "8c3611818439d576", "31b8499987d0d6f4", "a72b570db319b813", "564956259975f23d",
      "95e2dc4acf694942", "beff890fb5f3cf97", "648facbe104eb98d",
    ],
    [
      "adeb1bc64108cd3d", "b148f9b11bd3338a", "353ea2c74898f627", "d38c2e30ac471ec7",
      "6c9a3c3043e19c72", "6863ef8a103b0e56", "e8f8508032e54288",
    ],
    [
      "ed23c840f309ff12", "180229a79d22438c", "b1d4f9339646ee98", "be537d72cf9be835",
      "85d4706239403b60", "b6d7482761ae9b35", "e4e3a7be4cb66ca1",
    ],
    [
      "9796d309f53d07f0", "4ee49431f094955d", "af468e42da39f4cc", "6879646add4f30a1",
      "3a1d7111183c86ed", "d33f64c33f110d9f", "9d4adb6a62992124",
    ],
  ]

  /// `torch.rand(size, dtype=torch.float64)`.
  static let doubles: [[String]] = [
    [
      "32ed8101c37f0312", "da24f403a6c9ab28", "187c4cd390c99dde", "9b3a800650064867",
      "b84c416c55245690", "f197faa1552f38c7", "346981dd46155409",
    ],
    [
      "eab2b157d5a1fe96", "7ecd548a1ba3038b", "8b317798e5628437", "85ee57c8be23ee8d",
      "822c0293549caa9d", "91b12620ce3e154c", "f8e3d6325ddc92a1",
    ],
    [
      "8519c4c7f28e6a51", "83096497371f28d1", "20018c77ac3e37b6", "437cd04d8249e43a",
      "4ac2b226471c4832", "9bead8bfaab8f4a1", "43d72452c5f3e2ce",
    ],
    [
      "9355ec1d9f280bd7", "238160ad82bbcbd4", "61f786519fabe017", "1ec58f187da559d7",
      "8502ac25b85e549d", "09b8e2e2e39fdc81", "b7f629afccaac4a8",
    ],
  ]

  /// `torch.randn(size)`, as on x86-64.
  static let normal: [[String]] = [
    [
      "3b8ea0dd3165a760", "feb39d97c8afee24", "7648137a31024642", "6d2169852e19b6d1",
      "cc1d58695e923901", "3f0ef5a2e81dc06d", "46aae2c14787e572",
    ],
    [
      "5fb3d992505cc3ec", "a6c109bc6bf336a6", "978a88ebb9e4ed7a", "9e976497df1a5075",
      "f631e15751bd9cc9", "aea4be53c2ac4a2c", "1b74656cadea5ad9",
    ],
    [
      "f4e1275c6e3dd10f", "8db9a5331024e1ef", "fc34b516db1204ac", "2ae700cddb7c7bef",
      "7f2252163c2b02a8", "cce876c98a066192", "a3ff6db77853f063",
    ],
    [
      "e0de4bdd3c18db0d", "110481d58fd3f6aa", "5082bfb7c3d4a463", "65d795b9ee9e999e",
      "25ee33208fdedc15", "13d5b2ee08796dfa", "3b64d1ce424c518f",
    ],
  ]

  /// `torch.randperm(size)`, as int64.
  static let permutation: [[String]] = [
    [
      "af5570f5a1810b7a", "3aaac5bb7a10f3c2", "897818e7510c15f8", "88af9c8e9b60b005",
      "8ef013a8051b788d", "014c88f284cf8a6e", "40b7c3727274a193",
    ],
    [
      "af5570f5a1810b7a", "843020a5f6842af4", "89f957ba4dc274cd", "f2039a91ec686ea6",
      "cc9055fd21889c4f", "02a023e287da7c90", "bc26b993d689dbeb",
    ],
    [
      "af5570f5a1810b7a", "8e8e171b9cf614f3", "6a9b719f13f646bf", "ab69bea47f1fef5e",
      "2f1a66dccbcc0583", "2b13f5d835701945", "a914a26a29c31a19",
    ],
    [
      "af5570f5a1810b7a", "4912f3ac207af919", "d9110d466bf9ddc0", "72d72b7fda55db76",
      "1bbd12a1965cf430", "87202f92ee3cf38e", "f94a2fa1d391a217",
    ],
  ]

  struct DoubleNormals: Sendable {
    var seed: UInt64
    var size: Int
    /// The last value of `torch.randn(size, dtype=torch.float64)`.
    var last: Double
    /// The word that the generator gives after it.
    var next: UInt32
  }

  static let doubleNormals: [DoubleNormals] = [
    .init(seed: 0, size: 1, last: 0x1.8a7eb8902be3ap0, next: 2_588_848_963),
    .init(seed: 0, size: 15, last: -0x1.123955c471384p0, next: 86_837_363),
    .init(seed: 0, size: 16, last: 0x1.5a213bee53bb6p-2, next: 86_837_363),
    .init(seed: 0, size: 17, last: 0x1.5986ed8e63e98p-1, next: 2_441_405_218),
    .init(seed: 0, size: 31, last: -0x1.594867157f914p0, next: 553_734_235),
    .init(seed: 0, size: 2048, last: -0x1.1df3304a95756p-2, next: 3_302_825_220),
    .init(seed: 1, size: 1, last: 0x1.529cc078113dap-1, next: 491_263),
    .init(seed: 1, size: 15, last: 0x1.b08da4573a0ddp-2, next: 1_792_310_487),
    .init(seed: 1, size: 16, last: 0x1.0e64ac5436be1p0, next: 1_792_310_487),
    .init(seed: 1, size: 17, last: -0x1.edb7a381131e9p0, next: 2_289_927_481),
    .init(seed: 1, size: 31, last: -0x1.09f988ab1e07fp0, next: 1_261_063_143),
    .init(seed: 1, size: 2048, last: -0x1.adf737918ea21p-3, next: 2_128_134_734),
    .init(seed: 42, size: 1, last: 0x1.58c55b33d44ccp-2, next: 3_143_890_026),
    .init(seed: 42, size: 15, last: -0x1.fa58f31529415p-1, next: 1_306_710_475),
    .init(seed: 42, size: 16, last: -0x1.7df87a7384c38p0, next: 1_306_710_475),
    .init(seed: 42, size: 17, last: 0x1.fecba7d412db7p-3, next: 4_075_432_323),
    .init(seed: 42, size: 31, last: 0x1.24c0307af6c60p-1, next: 2_233_675_141),
    .init(seed: 42, size: 2048, last: -0x1.1c29eeadab510p1, next: 2_334_478_864),
    .init(seed: 4_294_967_295, size: 1, last: 0x1.38426396935a6p0, next: 3_388_880_820),
    .init(seed: 4_294_967_295, size: 15, last: 0x1.39c9f4de713d6p-1, next: 3_815_430_870),
    .init(seed: 4_294_967_295, size: 16, last: 0x1.6a7e1a5f8ca77p-1, next: 3_815_430_870),
    .init(seed: 4_294_967_295, size: 17, last: 0x1.c8237283e439bp-6, next: 2_540_275_422),
    .init(seed: 4_294_967_295, size: 31, last: 0x1.9fd976e760e00p-1, next: 3_405_253_685),
    .init(seed: 4_294_967_295, size: 2048, last: -0x1.030710678eaa0p0, next: 2_935_436_355),
  ]

  /// `nn.Linear(inputs, units)`.
  struct LinearLayer: Sendable {
    var seed: UInt64
    var inputs: Int
    var units: Int
    var weight: String
    /// `nil` for a layer without.
    var bias: String?
    var next: UInt32
  }

  static let linear: [LinearLayer] = [
    .init(
      seed: 0, inputs: 1, units: 1,
      weight: "de7c8c32a9c25dd3", bias: "fa50ad3dcc0ecd67", next: 3_071_714_933),
    .init(
      seed: 0, inputs: 1, units: 64,
      weight: "b8ce08bd67ca174c", bias: "c0944b0097936b29", next: 844_314_793),
    .init(
      seed: 0, inputs: 64, units: 1,
      weight: "ac3393a2dc0749be", bias: "f368b72d6423fdcc", next: 930_076_700),
    .init(
      seed: 0, inputs: 784, units: 128,
      weight: "318b971b9f19b664", bias: "1984142beafeb1f8", next: 2_953_352_544),
    .init(
      seed: 0, inputs: 31, units: 17,
      weight: "3548f0d1a1e1fe28", bias: nil, next: 39_685_799),
    .init(
      seed: 1, inputs: 1, units: 1,
      weight: "e7ef5163cf5d0f0c", bias: "53a41de1655c95c8", next: 3_093_770_124),
    .init(
      seed: 1, inputs: 1, units: 64,
      weight: "5cdd35e5e8225467", bias: "35c76c6a0968bfe8", next: 214_548_472),
    .init(
      seed: 1, inputs: 64, units: 1,
      weight: "842d6edf91185609", bias: "49a6ee0859760f44", next: 1_768_615_473),
    .init(
      seed: 1, inputs: 784, units: 128,
      weight: "4e9ccffb917c1d28", bias: "a5297bb10f2ee3d0", next: 2_091_906_303),
    .init(
      seed: 1, inputs: 31, units: 17,
      weight: "849250f34bbac556", bias: nil, next: 3_867_740_659),
    .init(
      seed: 42, inputs: 1, units: 1,
      weight: "78fdae1ac078d0c8", bias: "30cbb5d5e2b736a0", next: 4_083_286_876),
    .init(
      seed: 42, inputs: 1, units: 64,
      weight: "271db67b14d47def", bias: "c20c0d495d8dbf2f", next: 1_206_604_539),
    .init(
      seed: 42, inputs: 64, units: 1,
      weight: "8ee779f685a1037d", bias: "67b707f854e25094", next: 56_972_561),
    .init(
      seed: 42, inputs: 784, units: 128,
      weight: "94950594639217f2", bias: "684e76d558d19e53", next: 1_306_860_567),
    .init(
      seed: 42, inputs: 31, units: 17,
      weight: "0d7dbfb40c131865", bias: nil, next: 1_268_263_401),
    .init(
      seed: 4_294_967_295, inputs: 1, units: 1,
      weight: "a4324d4d861943a2", bias: "825a581e93712d55", next: 3_918_654_476),
    .init(
      seed: 4_294_967_295, inputs: 1, units: 64,
      weight: "f5ecb91649436ad9", bias: "c1f2f2027a96b65f", next: 423_830_093),
    .init(
      seed: 4_294_967_295, inputs: 64, units: 1,
      weight: "ea768b9be9f3ffbb", bias: "e2befb0591bbee64", next: 2_400_276_370),
    .init(
      seed: 4_294_967_295, inputs: 784, units: 128,
      weight: "578c01c74ae7cdf5", bias: "92b71c9fa51eba30", next: 2_717_460_608),
    .init(
      seed: 4_294_967_295, inputs: 31, units: 17,
      weight: "03aef11ce75b2151", bias: nil, next: 1_384_699_823),
  ]

  /// Two epochs of `DataLoader(range(100), batch_size=32)`, and `randn(batch, 5)` after each batch.
  struct Loader: Sendable {
    var seed: UInt64
    var shuffle: Shuffle
    var dropsLast: Bool
    /// The examples of both epochs, as int64.
    var order: String
    var noise: String
    var next: UInt32
  }

  static let loaders: [Loader] = [
    .init(
      seed: 0, shuffle: .everyEpoch, dropsLast: false,
      order: "aa4cf842fc1540fd", noise: "6cbcbf3b1538189d", next: 2_335_079_462),
    .init(
      seed: 0, shuffle: .everyEpoch, dropsLast: true,
      order: "7a36c72e1593418f", noise: "63a50523344cd50c", next: 563_883_380),
    .init(
      seed: 0, shuffle: .never, dropsLast: false,
      order: "1c4cd1a17f758489", noise: "1912b6622a092216", next: 2_904_439_329),
    .init(
      seed: 0, shuffle: .never, dropsLast: true,
      order: "461e1d3980805f9c", noise: "ecc07de8abb96f55", next: 654_358_466),
    .init(
      seed: 1, shuffle: .everyEpoch, dropsLast: false,
      order: "6fbc1591004bf0c1", noise: "e7dd736767951688", next: 3_508_280_094),
    .init(
      seed: 1, shuffle: .everyEpoch, dropsLast: true,
      order: "98adc9d31eac2378", noise: "66a671bd23e21f6d", next: 1_944_990_971),
    .init(
      seed: 1, shuffle: .never, dropsLast: false,
      order: "1c4cd1a17f758489", noise: "64a72a899cb95e78", next: 2_451_205_898),
    .init(
      seed: 1, shuffle: .never, dropsLast: true,
      order: "461e1d3980805f9c", noise: "579ea3b37ddfa02c", next: 2_398_810_305),
    .init(
      seed: 42, shuffle: .everyEpoch, dropsLast: false,
      order: "e22d5a973683cf9d", noise: "e5015b736e5ccbb7", next: 2_551_771_988),
    .init(
      seed: 42, shuffle: .everyEpoch, dropsLast: true,
      order: "7fcd581eab227dbb", noise: "434aaa74dd0a6350", next: 2_509_610_869),
    .init(
      seed: 42, shuffle: .never, dropsLast: false,
      order: "1c4cd1a17f758489", noise: "3aec51dbc83cf471", next: 4_240_318_687),
    .init(
      seed: 42, shuffle: .never, dropsLast: true,
      order: "461e1d3980805f9c", noise: "e2867c811ebf5f53", next: 1_952_239_006),
    .init(
      seed: 4_294_967_295, shuffle: .everyEpoch, dropsLast: false,
      order: "88f65a6212708aeb", noise: "917d598098e35303", next: 2_819_271_483),
    .init(
      seed: 4_294_967_295, shuffle: .everyEpoch, dropsLast: true,
      order: "c9d980bd5fa8f35c", noise: "e10db9b11f98cbcd", next: 4_253_005_186),
    .init(
      seed: 4_294_967_295, shuffle: .never, dropsLast: false,
      order: "1c4cd1a17f758489", noise: "70d5401725643978", next: 571_617_890),
    .init(
      seed: 4_294_967_295, shuffle: .never, dropsLast: true,
      order: "461e1d3980805f9c", noise: "f34f67baa8d5631b", next: 1_747_181_319),
  ]
}

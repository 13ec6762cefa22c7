internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

extension StartingWeights {
  /// The file of that network, as the spec names it.
  func file(of network: String) -> String? {
    switch self {
    case .one(let path): network == "model" ? path : nil
    case .byNetwork(let paths): paths.first { $0.name == network }?.value
    }
  }
}

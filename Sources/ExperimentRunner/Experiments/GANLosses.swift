package import OptimizerLab
package import SpecLanguage

extension Catalog {
  /// The losses of a GAN as a spec names them.
  package static var adversarialLossKinds: Kinds<any AdversarialLoss> {
    Kinds(
      "GAN loss",
      adversarialLosses.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      allowsBareNames: true, nameOf: { type(of: $0).kind })
  }
}

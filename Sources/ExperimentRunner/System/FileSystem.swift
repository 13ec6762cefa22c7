internal import FoundationEssentials

/// What kind of disk a folder is on.
package enum FileSystem {
  /// The type of the mount that holds a path, as the kernel names it: `ext4`, `nfs4`; `nil` where that
  /// cannot be told. Of a path that is not there yet, that of the nearest folder above it.
  package static func type(of path: String) -> String? {
    var place = URL(fileURLWithPath: path)
    while !OutputFile.exists(place.path), place.path != "/" { place.deleteLastPathComponent() }
    let path = RealPath.of(place.path) ?? place.path
    var best = (place: "", type: String?.none)
    // Device, place, type, options.
    for line in SystemFile.text("/proc/self/mounts")?.split(separator: "\n") ?? [] {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 2 else { continue }
      let mount = words[1].replacing("\\040", with: " ")
      guard mount.utf8.count >= best.place.utf8.count else { continue }
      let isAbove = mount == "/" || path == mount || path.hasPrefix(mount + "/")
      if isAbove { best = (mount, words[2]) }
    }
    return best.type
  }

  /// Whether other machines cannot have it mounted, but by an export of this one.
  package static func isLocal(_ type: String) -> Bool { localTypes.contains(type) }

  private static let localTypes: Set = [
    "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "bcachefs", "overlay",
    "tmpfs", "ramfs", "devtmpfs", "squashfs", "vfat", "exfat", "ntfs", "iso9660",
  ]
}

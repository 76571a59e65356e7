// Puts an export on the disk: one file, or a folder of files. Nothing of the user's is replaced without his yes.
//
// Blocks while it writes; callable from any thread.
#pragma once

#include <filesystem>

#include "core/base/file_system.h"
#include "core/base/result.h"
#include "core/exchange/exporter.h"

namespace zeroloom {

enum class Overwrite {
    Never,
    Files, // those that are part of the export; others of its folder stay
};

// `target` is the file, or the folder for the shape Folder: it must not exist or be empty, unless files may be
// overwritten. Each file is written whole or not at all, and what is in the way is found before the first is written.
// Fails with AlreadyExists, naming what is in the way and --force; with InvalidInput where another kind of thing stands
// at the target; else as the file system says, with what was written by then and what was not.
[[nodiscard]] Status writeExport(const Exported& exported, ExportShape shape, const std::filesystem::path& target,
                                 Overwrite overwrite, FileSystem& files);

} // namespace zeroloom

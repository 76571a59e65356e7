// One file made ready to be looked at before it is taken in. Reads the file; for a thread beside the window.
#pragma once

#include <string>

#include <QImage>

#include "core/base/file_system.h"
#include "core/exchange/importer.h"

namespace zeroloom {

struct ImportOutcome {
    const Importer* importer = nullptr; // nullptr: nobody knows the file
    bool wasRead = false;               // the file could be read; `imported` tells of its content then
    tl::expected<Imported, Errors> imported = tl::unexpected<Errors>(Errors{}); // every node has its place
    QImage picture;                                                             // empty when nothing can paint one
};

// `importer` nullptr: the one that recognises the file.
ImportOutcome readImport(const std::string& path, const Importer* importer, bool dark, const FileSystem& files);

} // namespace zeroloom

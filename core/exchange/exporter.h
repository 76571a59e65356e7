// What a topology can be exported to: one exporter for each format, each in a file of its own beside this one.
//
// Exporters are pure functions: the same topology gives the same bytes, on any thread. They write no file; that is
// export_files.h.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

struct ExportedFile {
    std::string path; // relative to the folder, with '/'; a single file's is the name that suits it
    std::string content;
    bool executable = false;
    bool operator==(const ExportedFile&) const = default;
};

struct Exported {
    std::vector<ExportedFile> files; // exactly one where the exporter makes no folder
    Remarks remarks;                 // what the format could not express, and which names had to be changed
    bool operator==(const Exported&) const = default;
};

// What a person may choose; each exporter takes what concerns it.
struct ExportChoices {
    bool dark = false; // pictures of the canvas: the dark theme
};

enum class ExportShape { File, Folder };

struct Exporter {
    std::string_view name;    // "dot"
    std::string_view title;   // "Graphviz graph"
    std::string_view summary; // one line
    ExportShape shape;
    std::string_view suffix; // of the file, with its point; empty for a folder
    bool text;               // the file can be shown as text
    bool needsRunnable;      // only a topology without errors can be exported
    Result<Exported> (*write)(const Topology& topology, const ExportChoices& choices);
};

// In the order in which they are listed.
std::span<const Exporter> exporters();
const Exporter* exporterByName(std::string_view name); // nullptr when unknown

} // namespace zeroloom

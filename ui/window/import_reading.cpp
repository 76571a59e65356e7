#include "ui/window/import_reading.h"

#include <filesystem>

#include "core/model/missing_places.h"
#include "ui/window/export_making.h"

namespace zeroloom {

namespace {

QImage pictureOf(const Topology& topology, bool dark)
{
    const Exporter* svg = exporterByName("svg");
    return svg ? makeExport(*svg, topology, ExportChoices{dark}).picture : QImage();
}

} // namespace

ImportOutcome readImport(const std::string& path, const Importer* importer, bool dark, const FileSystem& files)
{
    ImportOutcome outcome;
    const auto text = files.read(path, ImportLimit);
    if (!text) {
        outcome.imported = tl::unexpected<Errors>(Errors{text.error()});
        return outcome;
    }
    outcome.wasRead = true;
    const std::string name = std::filesystem::path(path).filename().string();
    outcome.importer = importer ? importer : importerFor(*text, name);
    if (!outcome.importer) {
        return outcome;
    }
    outcome.imported = outcome.importer->read(*text, name);
    if (outcome.imported) {
        placeMissing(outcome.imported->topology);
        outcome.picture = pictureOf(outcome.imported->topology, dark);
    }
    return outcome;
}

} // namespace zeroloom

#include "app/zeroloomctl/format_list.h"

#include <unistd.h>

#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/text_table.h"
#include "core/base/near_name.h"
#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"

namespace zeroloom {

namespace {

template <typename Format>
std::vector<std::string> namesOf(std::span<const Format> formats)
{
    std::vector<std::string> names;
    for (const Format& format : formats) {
        names.emplace_back(format.name);
    }
    return names;
}

std::string_view shapeName(const Exporter& exporter)
{
    return exporter.shape == ExportShape::Folder ? "folder" : "file";
}

std::string whatItGives(const Exporter& exporter)
{
    return exporter.shape == ExportShape::Folder ? "a folder" : "a file " + std::string(exporter.suffix);
}

std::string textOf(const TextTable& table)
{
    return table.text(tableWidth(STDOUT_FILENO), Style::forDescriptor(STDOUT_FILENO));
}

} // namespace

std::vector<std::string> exportFormatNames() { return namesOf(exporters()); }
std::vector<std::string> importFormatNames() { return namesOf(importers()); }

std::string exportFormatsAsJson()
{
    Json formats = Json::array();
    for (const Exporter& exporter : exporters()) {
        formats.push_back({{"name", exporter.name},
                           {"title", exporter.title},
                           {"summary", exporter.summary},
                           {"shape", shapeName(exporter)},
                           {"suffix", exporter.suffix},
                           {"text", exporter.text},
                           {"needs_runnable", exporter.needsRunnable}});
    }
    return jsonDocument({{"formats", formats}});
}

std::string importFormatsAsJson()
{
    Json formats = Json::array();
    for (const Importer& importer : importers()) {
        formats.push_back({{"name", importer.name},
                           {"title", importer.title},
                           {"summary", importer.summary},
                           {"filter", importer.filter}});
    }
    return jsonDocument({{"formats", formats}});
}

std::string exportFormatsAsText()
{
    TextTable table;
    table.addColumn("FORMAT");
    table.addColumn("MAKES");
    table.addColumn("WHAT IT IS", Align::Left, Overflow::Wrap);
    for (const Exporter& exporter : exporters()) {
        table.addRow({{std::string(exporter.name), Tone::Bold}, whatItGives(exporter), std::string(exporter.summary)});
    }
    return textOf(table);
}

std::string importFormatsAsText()
{
    TextTable table;
    table.addColumn("FORMAT");
    table.addColumn("FILES");
    table.addColumn("WHAT IT IS", Align::Left, Overflow::Wrap);
    for (const Importer& importer : importers()) {
        table.addRow(
            {{std::string(importer.name), Tone::Bold}, std::string(importer.filter), std::string(importer.summary)});
    }
    return textOf(table);
}

std::string unknownFormat(std::string_view format, const std::vector<std::string>& known, const std::string& lister)
{
    return "there is no format '" + std::string(format) + "'" +
           didYouMean(format, known, "'" + lister + "' lists all of them");
}

void complainOf(const Remarks& remarks)
{
    for (const Remark& remark : remarks) {
        complain(remark.text());
    }
}

ExitCode refusedToWrite(const Error& error)
{
    complain(error.text());
    const bool inTheWay = error.code == ErrorCode::AlreadyExists || error.code == ErrorCode::InvalidInput;
    return inTheWay ? ExitCode::Usage : ExitCode::Failed;
}

} // namespace zeroloom

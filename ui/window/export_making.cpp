#include "ui/window/export_making.h"

#include <algorithm>
#include <array>

#include <QPainter>
#include <QSvgRenderer>

namespace zeroloom {

namespace {

// Enough for a screen of high density, and bounded for a topology of a thousand nodes.
constexpr QSize PictureLimit{2400, 1600};
constexpr qreal Sharpness = 2; // pixels for each unit of a drawing that is smaller than that

QByteArray bytesOf(const std::string& text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

QImage paintSvg(const std::string& svg)
{
    QSvgRenderer renderer(bytesOf(svg));
    if (!renderer.isValid() || renderer.defaultSize().isEmpty()) {
        return {};
    }
    QSize size = renderer.defaultSize() * Sharpness;
    if (size.width() > PictureLimit.width() || size.height() > PictureLimit.height()) {
        size.scale(PictureLimit, Qt::KeepAspectRatio);
    }
    QImage image(size.expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter, image.rect());
    return image;
}

void addPicture(ExportOutcome& outcome, const Exporter& exporter, const Topology& topology,
                const ExportChoices& choices)
{
    const std::string& content = outcome.exported->files.front().content;
    if (exporter.suffix == ".svg") {
        outcome.picture = paintSvg(content);
        return;
    }
    if (exporter.suffix == ".png") {
        outcome.picture.loadFromData(bytesOf(content), "PNG");
        return;
    }
    const Exporter* svg = exporterByName("svg");
    const Result<Exported> drawn =
        svg ? svg->write(topology, choices) : fail(ErrorCode::Unsupported, "there is no picture to look at");
    if (drawn && !drawn->files.empty()) {
        outcome.picture = paintSvg(drawn->files.front().content);
        outcome.standsIn = true;
    }
}

} // namespace

bool isPicture(const Exporter& exporter)
{
    constexpr std::array Suffixes{".svg", ".png", ".pdf"};
    return std::ranges::find(Suffixes, exporter.suffix) != Suffixes.end();
}

ExportOutcome makeExport(const Exporter& exporter, const Topology& topology, const ExportChoices& choices)
{
    ExportOutcome outcome;
    if (exporter.needsRunnable) {
        outcome.errors = check(topology);
        std::erase_if(outcome.errors, [](const Diagnostic& each) { return each.severity != Severity::Error; });
        if (!outcome.errors.empty()) {
            outcome.exported = fail(ErrorCode::InvalidInput, "the topology has errors; mend them first");
            return outcome;
        }
    }
    outcome.exported = exporter.write(topology, choices);
    if (outcome.exported && outcome.exported->files.empty()) {
        outcome.exported = fail(ErrorCode::Internal, "this format gave no file; please report it");
    }
    if (outcome.exported && isPicture(exporter)) {
        addPicture(outcome, exporter, topology, choices);
    }
    return outcome;
}

} // namespace zeroloom

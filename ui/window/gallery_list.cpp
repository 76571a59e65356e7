#include "ui/window/gallery_list.h"

#include <algorithm>
#include <tuple>

#include <QCoreApplication>

#include "core/base/file_system.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/socket_type.h"
#include "ui/theme/text.h"

namespace zeroloom {

namespace {

struct ReadGallery {
    std::vector<GalleryEntry> entries;
    QStringList problems;
};

ReadGallery readAll()
{
    ReadGallery all;
    const auto resources = resourceFolder();
    if (!resources) {
        all.problems << toQString(resources.error().text());
        return all;
    }
    for (const std::string& name : galleryNames(*resources)) {
        auto entry = readGalleryEntry(*resources, name);
        if (entry) {
            all.entries.push_back(std::move(*entry));
        } else {
            all.problems << toQString(entry.error().front().text());
        }
    }
    std::ranges::stable_sort(all.entries, {}, [](const GalleryEntry& entry) {
        return std::tuple(!entry.hasLesson(), entry.lesson.chapter, entry.lesson.order);
    });
    return all;
}

const ReadGallery& gallery()
{
    static const ReadGallery all = readAll();
    return all;
}

} // namespace

const std::vector<GalleryEntry>& galleryEntries() { return gallery().entries; }

const QStringList& galleryProblems() { return gallery().problems; }

const GalleryEntry* galleryEntry(const QString& name)
{
    const auto& entries = galleryEntries();
    const auto found = std::ranges::find(entries, name.toStdString(), &GalleryEntry::name);
    return found == entries.end() ? nullptr : &*found;
}

QString gallerySource(const GalleryEntry& entry) { return toQString(GalleryPrefix) + toQString(entry.name); }

QString galleryTitle(const GalleryEntry& entry) { return toQString(entry.lesson.title); }

QString familyTitle(const GalleryFamily& family)
{
    return family.name.empty() ? QCoreApplication::translate("Gallery", "More patterns") : toQString(family.name);
}

QString galleryWords(const GalleryEntry& entry)
{
    QStringList words{galleryTitle(entry),
                      toQString(entry.name),
                      toQString(entry.topology.name),
                      toQString(entry.topology.description),
                      toQString(entry.lesson.family),
                      toQString(entry.lesson.guide),
                      QStringLiteral("chapter %1").arg(entry.lesson.chapter)};
    for (const Node& node : entry.topology.nodes) {
        words << toQString(node.role) << toQString(node.title());
        if (const RoleInfo* role = roleByName(node.role)) {
            words << toQString(role->title);
        }
        for (const Socket& socket : node.sockets) {
            words << toQString(name(socket.type));
        }
    }
    words.removeDuplicates();
    return words.join(QLatin1Char('\n')).toLower();
}

} // namespace zeroloom

// The patterns of the gallery as menus and the start page show them. GUI thread only.
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

#include "core/gallery/gallery.h"

namespace zeroloom {

// Read once, in the order of chapters and lessons; empty when the resources are missing. An entry that cannot be read
// is left out, and galleryProblems() says why.
const std::vector<GalleryEntry>& galleryEntries();
const QStringList& galleryProblems();
// Nullptr: there is none of this name.
const GalleryEntry* galleryEntry(const QString& name);

QString gallerySource(const GalleryEntry& entry); // "gallery:task-pipeline"
QString galleryTitle(const GalleryEntry& entry);  // "Task pipeline"
// Of a family of lessons; one without a name is of patterns that have no lesson.
QString familyTitle(const GalleryFamily& family);
// All that an entry is searched by, in lower case: title, description, roles, socket types, section of the guide.
QString galleryWords(const GalleryEntry& entry);

} // namespace zeroloom

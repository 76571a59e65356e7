// The small pictures of the gallery, drawn beside the window and kept for as long as theme, size and sharpness are the
// same. GUI thread only; the drawing itself runs on threads of the global pool and touches nothing of it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>

#include <QObject>
#include <QPixmap>

#include "core/gallery/gallery.h"
#include "ui/theme/theme.h"

namespace zeroloom {

class GalleryPictures final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // The picture, or a null one that is being drawn: drawn() says when it is there.
    QPixmap picture(const GalleryEntry& entry, const QSize& size, qreal devicePixelRatio);

Q_SIGNALS:
    void drawn(const QString& name);

private:
    using Key = std::tuple<std::string, ThemeKind, int, int, int>; // name, theme, width and height in pixels, sharpness
    void draw(const GalleryEntry& entry, const QSize& size, qreal devicePixelRatio, const Key& key);

    std::map<Key, QPixmap> m_kept;
    std::set<Key> m_awaited;
};

} // namespace zeroloom

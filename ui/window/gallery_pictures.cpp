#include "ui/window/gallery_pictures.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "ui/theme/text.h"
#include "ui/window/gallery_picture.h"

namespace zeroloom {

namespace {

// A window that is dragged through many widths leaves pictures of all of them.
constexpr std::size_t MostKept = 400;

} // namespace

QPixmap GalleryPictures::picture(const GalleryEntry& entry, const QSize& size, qreal devicePixelRatio)
{
    if (size.isEmpty())
        return {};
    const Key key{entry.name, Theme::instance().kind(), size.width(), size.height(), qRound(devicePixelRatio * 100)};
    if (const auto found = m_kept.find(key); found != m_kept.end())
        return found->second;
    if (m_awaited.insert(key).second)
        draw(entry, size, devicePixelRatio, key);
    return {};
}

void GalleryPictures::draw(const GalleryEntry& entry, const QSize& size, qreal devicePixelRatio, const Key& key)
{
    GalleryPictureStyle style{Theme::instance().colors(), Theme::instance().smallFont()};
    QThreadPool::globalInstance()->start([self = QPointer<GalleryPictures>(this), topology = entry.topology, size,
                                          devicePixelRatio, key, style = std::move(style)] {
        const QImage image = galleryPicture(topology, size, devicePixelRatio, style);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, key, image] {
                if (!self)
                    return;
                self->m_awaited.erase(key);
                if (self->m_kept.size() >= MostKept)
                    self->m_kept.clear();
                self->m_kept[key] = QPixmap::fromImage(image);
                Q_EMIT self->drawn(toQString(std::get<0>(key)));
            },
            Qt::QueuedConnection);
    });
}

} // namespace zeroloom

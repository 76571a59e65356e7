// A topology as a small picture: what its canvas shows, with as many words as can be read at that size. Pure function;
// any thread.
#pragma once

#include <QFont>
#include <QImage>

#include "core/model/topology.h"
#include "ui/theme/theme.h"

namespace zeroloom {

struct GalleryPictureStyle {
    ThemeColors colors;
    QFont font; // of the words; its size is the picture's
};

// `size` in device-independent pixels; the ground is the canvas'.
QImage galleryPicture(const Topology& topology, const QSize& size, qreal devicePixelRatio,
                      const GalleryPictureStyle& style);

} // namespace zeroloom

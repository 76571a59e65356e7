#include "ui/window/picture_view.h"

#include <QPainter>

#include "ui/theme/theme.h"

namespace zeroloom {

PictureView::PictureView(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("picture"));
    setAccessibleName(tr("Picture of the topology"));
    setMinimumSize(160, 120);
}

void PictureView::setPicture(const QImage& picture, qreal sharpness, const QColor& backdrop)
{
    m_picture = picture;
    m_sharpness = sharpness;
    m_backdrop = backdrop;
    m_scaled = {};
    update();
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_backdrop);
    painter.setPen(Theme::instance().colors().border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (m_picture.isNull()) {
        return;
    }
    const QSize room = rect().marginsRemoved(QMargins(1, 1, 1, 1)).size();
    QSize size = (QSizeF(m_picture.size()) / m_sharpness).toSize();
    if (size.width() > room.width() || size.height() > room.height()) {
        size.scale(room, Qt::KeepAspectRatio);
    }
    const QSize pixels = (QSizeF(size) * devicePixelRatioF()).toSize().expandedTo({1, 1});
    if (m_scaled.size() != pixels) {
        m_scaled = QPixmap::fromImage(m_picture.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        m_scaled.setDevicePixelRatio(devicePixelRatioF());
    }
    painter.drawPixmap(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), m_scaled);
}

} // namespace zeroloom

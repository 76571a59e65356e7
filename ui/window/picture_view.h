// A picture, as large as there is room for and never larger than it is. GUI thread only.
#pragma once

#include <QImage>
#include <QPixmap>
#include <QWidget>

namespace zeroloom {

class PictureView final : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(QWidget* parent = nullptr);

    // Its pixels are `sharpness` to a unit on the screen. `backdrop` fills what the picture leaves.
    void setPicture(const QImage& picture, qreal sharpness, const QColor& backdrop);
    const QImage& picture() const { return m_picture; }
    QSize sizeHint() const override { return {480, 320}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_picture;
    QPixmap m_scaled; // for the size that it was painted in last
    QColor m_backdrop;
    qreal m_sharpness = 1;
};

} // namespace zeroloom

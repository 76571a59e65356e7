// One pattern of the gallery: its picture, its title, a line about it, and how far its lesson has come. A button. GUI
// thread only.
#pragma once

#include <QAbstractButton>

#include "core/gallery/gallery.h"

namespace zeroloom {

class GalleryPictures;

class GalleryCard final : public QAbstractButton {
    Q_OBJECT
public:
    // `entry` and `pictures` outlive it.
    GalleryCard(const GalleryEntry& entry, GalleryPictures& pictures, QWidget* parent);

    const GalleryEntry& entry() const { return m_entry; }
    // Whether each of these words, in lower case, is found in something of the entry.
    bool matches(const QStringList& words) const;
    // "2 of 4 steps", "finished", or nothing.
    const QString& progress() const { return m_progress; }
    void refreshProgress();
    // Its height when it is so wide.
    static int heightFor(int width);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRect pictureRect() const;
    void paintFoot(QPainter& painter, const QRect& rect) const;

    const GalleryEntry& m_entry;
    GalleryPictures& m_pictures;
    const QString m_words;
    QString m_progress;
    bool m_finished = false;
    QStringList m_lines; // of the description, cut to the width
};

} // namespace zeroloom

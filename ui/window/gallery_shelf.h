// The cards of the gallery in as many columns as there is room for, family by family; walked through with the arrow
// keys. GUI thread only.
#pragma once

#include <vector>

#include <QWidget>

#include "ui/window/gallery_pictures.h"

class QLabel;

namespace zeroloom {

class GalleryCard;

class GalleryShelf final : public QWidget {
    Q_OBJECT
public:
    explicit GalleryShelf(QWidget* parent = nullptr);

    // Shows the cards in which every word of `text` is found. Returns how many.
    int filter(const QString& text);
    void refreshProgress();
    // Nullptr: none is shown.
    GalleryCard* firstCard() const;

Q_SIGNALS:
    void chosen(const QString& source);
    // The arrow keys went above the first row.
    void leftUpwards();
    // Typed while a card had the focus.
    void typed(const QString& text);
    void focused(QWidget* card);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Family {
        QLabel* heading;
        std::vector<GalleryCard*> cards;
    };
    void arrange();
    bool walk(int key);
    GalleryCard* cardBeside(const GalleryCard& from, int key) const;

    GalleryPictures m_pictures;
    std::vector<Family> m_families;
};

} // namespace zeroloom

// The start page: the gallery's patterns as pictures, the files of last time, and what to begin with. Lies over an
// empty canvas, and over any when it is asked for. GUI thread only.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/document/document.h"

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace zeroloom {

class GalleryShelf;

class StartPanel final : public QWidget {
    Q_OBJECT
public:
    // Covers `area` from the left edge of `covered`, one of its descendants, to its right end.
    StartPanel(Document& document, QWidget* area, QWidget* covered);

    // Over whatever stands on the canvas, until something is chosen or it is closed.
    void open();
    void dismiss();
    bool isOpen() const { return m_open; }
    // Where messages of the window stand while it is open: on top.
    QVBoxLayout* messagePlace() const { return m_messagePlace; }

Q_SIGNALS:
    void sourceChosen(const QString& source);
    void newWanted();
    void openWanted();
    void openChanged(bool open);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void buildHead(QVBoxLayout* column);
    void fillRecent();
    void filter();
    void chooseFirst();
    void setOpen(bool open);
    void onDocumentChanged(const ChangeSet& changes);
    void comeBackAfterDrag();
    void place();

    Document& m_document;
    QWidget *m_area, *m_covered;
    bool m_open = false;
    QVBoxLayout* m_messagePlace;
    QLineEdit* m_search;
    QWidget* m_recentRow;
    QHBoxLayout* m_recent;
    QScrollArea* m_scroll;
    GalleryShelf* m_shelf;
    QLabel* m_nothing; // why no card is shown
    QTimer m_drag;     // while somebody drags something to the canvas below
};

} // namespace zeroloom

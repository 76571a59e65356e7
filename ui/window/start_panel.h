// Over an empty canvas: the examples and the files of last time, one click away. GUI thread only.
#pragma once

#include <QWidget>

#include "ui/document/document.h"

class QVBoxLayout;

namespace zeroloom {

class StartPanel final : public QWidget {
    Q_OBJECT
public:
    // Stands at the foot of `canvas` while the document has nothing in it.
    StartPanel(Document& document, QWidget* canvas);

Q_SIGNALS:
    void sourceChosen(const QString& source);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void fill();
    void place();
    void addButton(QLayout* layout, const QString& text, const QString& tip, const QString& icon,
                   const QString& source);

    Document& m_document;
    QWidget* m_canvas;
};

} // namespace zeroloom

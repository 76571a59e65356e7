// The palette: what can be put on the canvas, by pattern, searchable. Entries are dragged, or activated by a double
// click or Enter. GUI thread only.
#pragma once

#include <QString>
#include <QWidget>

#include "core/zmq/socket_type.h"

class QLineEdit;

namespace zeroloom {

class PaletteTree;

class PalettePanel final : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(QWidget* parent = nullptr);

Q_SIGNALS:
    // The entry is wanted in the middle of the view.
    void socketActivated(zeroloom::SocketType type);
    void roleActivated(const QString& name);
    void stampActivated(const QString& name);

private:
    QLineEdit* m_search;
    PaletteTree* m_tree;
};

} // namespace zeroloom

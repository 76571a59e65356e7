// The palette's list of groups and entries; starts the drags. GUI thread only.
#pragma once

#include <QTreeWidget>

#include "core/zmq/socket_type.h"

namespace zeroloom {

class PaletteTree final : public QTreeWidget {
    Q_OBJECT
public:
    explicit PaletteTree(QWidget* parent = nullptr);

    // Shows the entries that have every word of `text` in their name, group or summary.
    void filter(const QString& text);
    // Moves to the first entry that is shown; nothing when none is.
    void selectFirst();
    void activateCurrent();
    void keyboardSearch(const QString& typed) override;

Q_SIGNALS:
    void socketActivated(zeroloom::SocketType type);
    void roleActivated(const QString& name);
    void stampActivated(const QString& name);

protected:
    // Headings are read and not chosen: neither keys nor the mouse go to them.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void startDrag(Qt::DropActions supported) override;
    QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override;

private:
    void fill();
    void fillSockets();
    void fillRoles();
    void fillStamps();
    QTreeWidgetItem* addGroup(const QString& title);
    void addEntry(QTreeWidgetItem* group, const QString& title, const QIcon& icon, const char* mime,
                  const QString& payload, const QString& tip);
    void activate(QTreeWidgetItem* item);
    void renewIcons();
};

} // namespace zeroloom

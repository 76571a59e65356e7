// A list that is searched by typing: all commands (Ctrl+Shift+P), or everything in the topology (Ctrl+K).
// Opens as a popup over its window. GUI thread only.
#pragma once

#include <functional>
#include <vector>

#include <QFrame>
#include <QIcon>
#include <QString>

class QLineEdit;
class QListWidget;

namespace zeroloom {

struct PaletteEntry {
    QString title;
    QString detail; // muted, at the right: a shortcut, a role, an endpoint
    QIcon icon;
    std::function<void()> act;
    QString also; // more words by which it is found
};

class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

    // `top` is the middle of the popup's upper edge, in the window's coordinates.
    void open(std::vector<PaletteEntry> entries, const QString& placeholder, const QPoint& top);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void activate();

    QLineEdit* m_field;
    QListWidget* m_list;
    std::vector<PaletteEntry> m_entries;
};

} // namespace zeroloom

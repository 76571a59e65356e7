// Messages that ask for no answer at once: over the canvas, each with what can be done about it. GUI thread only.
#pragma once

#include <functional>
#include <vector>

#include <QFrame>
#include <QString>

class QVBoxLayout;

namespace zeroloom {

enum class MessageKind { Information, Warning, Error };

struct MessageAction {
    QString text;
    std::function<void()> act; // the message goes away first
};

class MessageBar final : public QWidget {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    // A message of the same `key` takes the place of the one before. At most four stand; the oldest make room.
    void show(const QString& key, MessageKind kind, const QString& text, std::vector<MessageAction> actions = {});
    void clear(const QString& key);
    QString text(const QString& key) const; // empty when there is none of that key

private:
    QWidget* find(const QString& key) const;

    QVBoxLayout* m_rows;
};

} // namespace zeroloom

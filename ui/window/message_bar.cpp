#include "ui/window/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int MostRows = 4;

QString iconName(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Information:
        return QStringLiteral("info");
    case MessageKind::Warning:
        return QStringLiteral("warning");
    case MessageKind::Error:
        break;
    }
    return QStringLiteral("error");
}

class MessageRow final : public QWidget {
public:
    MessageRow(QString key, MessageKind kind, const QString& text, QWidget* parent)
        : QWidget(parent), m_key(std::move(key)), m_kind(kind), m_icon(Theme::instance().icon(iconName(kind)))
    {
        setObjectName(QStringLiteral("messageRow"));
        m_layout = new QHBoxLayout(this);
        m_layout->setContentsMargins(Theme::Unit * 5, Theme::Unit / 2, Theme::Unit, Theme::Unit / 2);
        m_layout->setSpacing(Theme::Unit);
        m_label = new QLabel(text, this);
        m_label->setWordWrap(true);
        m_label->setTextFormat(Qt::PlainText);
        m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_layout->addWidget(m_label, 1);
        setAccessibleName(text);
    }

    const QString& key() const { return m_key; }
    QString text() const { return m_label->text(); }
    QHBoxLayout* buttons() { return m_layout; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const ThemeColors& colors = Theme::instance().colors();
        const QColor mark = m_kind == MessageKind::Error     ? colors.alarm
                            : m_kind == MessageKind::Warning ? colors.warning
                                                             : colors.accent;
        QPainter painter(this);
        painter.fillRect(rect(), colors.raised);
        painter.fillRect(QRect(0, 0, 4, height()), mark);
        painter.fillRect(QRect(0, height() - 1, width(), 1), colors.divider);
        m_icon.paint(&painter, QRect(Theme::Unit * 3 / 2, (height() - 18) / 2, 18, 18));
    }

private:
    QString m_key;
    MessageKind m_kind;
    QIcon m_icon;
    QHBoxLayout* m_layout;
    QLabel* m_label;
};

} // namespace

MessageBar::MessageBar(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    setAccessibleName(tr("Messages"));
    hide();
}

QWidget* MessageBar::find(const QString& key) const
{
    for (int i = 0; i < m_rows->count(); ++i) {
        auto* row = static_cast<MessageRow*>(m_rows->itemAt(i)->widget());
        if (row->key() == key) {
            return row;
        }
    }
    return nullptr;
}

QString MessageBar::text(const QString& key) const
{
    const auto* row = static_cast<MessageRow*>(find(key));
    return row != nullptr ? row->text() : QString();
}

void MessageBar::clear(const QString& key)
{
    if (QWidget* row = find(key)) {
        m_rows->removeWidget(row);
        row->hide();
        row->deleteLater();
        setVisible(m_rows->count() > 0);
    }
}

void MessageBar::show(const QString& key, MessageKind kind, const QString& text, std::vector<MessageAction> actions)
{
    if (actions.empty() && this->text(key) == text) {
        return;
    }
    clear(key);
    while (m_rows->count() >= MostRows) {
        clear(static_cast<MessageRow*>(m_rows->itemAt(0)->widget())->key());
    }
    auto* row = new MessageRow(key, kind, text, this);
    for (MessageAction& action : actions) {
        auto* button = new QPushButton(action.text, row);
        button->setAutoDefault(false);
        row->buttons()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, key, act = std::move(action.act)] {
            clear(key);
            act();
        });
    }
    auto* close = new QToolButton(row);
    close->setIcon(Theme::instance().icon(QStringLiteral("close")));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss this message"));
    close->setAutoRaise(true);
    row->buttons()->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this, key] { clear(key); });
    m_rows->addWidget(row);
    setVisible(true);
}

} // namespace zeroloom

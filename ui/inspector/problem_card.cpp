#include "ui/inspector/problem_card.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyleOptionButton>
#include <QVBoxLayout>

#include "ui/inspector/inspector_page.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// A button that says all that it does, in as many lines as that takes.
class ActButton final : public QPushButton {
public:
    ActButton(const QString& act, QWidget* parent) : QPushButton(act, parent)
    {
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + 2 * Padding + 2, QPushButton::sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return {0, QPushButton::minimumSizeHint().height()}; }
    int heightForWidth(int width) const override
    {
        const int words = fontMetrics().boundingRect(0, 0, width - 2 * Padding, 1000, Flags, text()).height();
        return std::max(QPushButton::sizeHint().height(), words + Theme::Unit);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QStyleOptionButton option;
        initStyleOption(&option);
        QPainter painter(this);
        style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
        style()->drawItemText(&painter, rect().adjusted(Padding, 0, -Padding, 0), Flags, palette(), isEnabled(), text(),
                              QPalette::ButtonText);
    }

private:
    static constexpr int Padding = Theme::Unit * 3 / 2;
    static constexpr int Flags = Qt::AlignCenter | Qt::TextWordWrap;
};

QString iconName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("error");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Info:
        break;
    }
    return QStringLiteral("info");
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ProblemCard::tr("Error");
    case Severity::Warning:
        return ProblemCard::tr("Warning");
    case Severity::Info:
        break;
    }
    return ProblemCard::tr("Information");
}

} // namespace

ProblemCard::ProblemCard(const Diagnostic& problem, QWidget* parent) : QWidget(parent), m_message(new QLabel(this))
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("%1 · %2\nClick to see the place.").arg(severityWord(problem.severity), toQString(problem.code)));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, Theme::Unit / 2, 0, Theme::Unit / 2);
    auto* icon = new QLabel(this);
    icon->setPixmap(Theme::instance().icon(iconName(problem.severity)).pixmap(16, 16));
    row->addWidget(icon, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    column->addWidget(m_message);
    setMessage(problem.severity, problem.message);
    if (!problem.fix.empty()) {
        QLabel* fix = InspectorPage::makeHint(toQString(problem.fix));
        fix->setTextFormat(Qt::PlainText);
        column->addWidget(fix);
    }
    if (problem.edit) {
        auto* button = new ActButton(toQString(problem.edit->text), this);
        button->setObjectName(QStringLiteral("fix"));
        button->setToolTip(tr("One step that can be undone."));
        connect(button, &QPushButton::clicked, this, &ProblemCard::fixRequested);
        column->addWidget(button, 0, Qt::AlignLeft);
    } else if (problem.code == "jam") {
        auto* button = new QPushButton(tr("Show the cause"), this);
        connect(button, &QPushButton::clicked, this, &ProblemCard::revealRequested);
        column->addWidget(button, 0, Qt::AlignLeft);
    }
    row->addLayout(column, 1);
}

void ProblemCard::setMessage(Severity severity, const std::string& message)
{
    const QString text = severityWord(severity) + QStringLiteral(": ") + toQString(message);
    if (m_message->text() == text)
        return;
    m_message->setText(text);
    setAccessibleName(text);
}

void ProblemCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT revealRequested();
}

void ProblemCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
        Q_EMIT revealRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace zeroloom

#include "ui/canvas/fault_value_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/document/act_words.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

FaultValueDialog::FaultValueDialog(Kind kind, const QString& title, const QString& value, QWidget* parent)
    : QDialog(parent), m_kind(kind), m_field(new QLineEdit(value, this)), m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("faultValueDialog"));
    setWindowTitle(QString(title).remove(QChar(0x2026)));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2);
    layout->setSpacing(Theme::Unit);
    const QString question = kind == Kind::Time ? tr("Time for each message, such as 50ms or 1.5s; 0 for none:")
                                                : tr("Share of the messages, in percent; 0 for none:");
    auto* label = new QLabel(question, this);
    label->setBuddy(m_field);
    label->setMinimumWidth(320);
    layout->addWidget(label);
    m_field->setAccessibleName(question);
    layout->addWidget(m_field);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    layout->addWidget(m_hint);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_field, &QLineEdit::textChanged, this, &FaultValueDialog::judge);
    m_field->selectAll();
    m_field->setFocus();
    judge();
}

void FaultValueDialog::judge()
{
    const QString text = m_field->text().trimmed();
    QString problem;
    if (m_kind == Kind::Time) {
        const auto time = parseDuration(text.toStdString());
        m_time = time.value_or(Nanoseconds(0));
        problem = time ? QString() : toQString(time.error().message);
    } else {
        bool read = false;
        QString number = text;
        if (number.endsWith(QLatin1Char('%')))
            number.chop(1);
        m_share = number.trimmed().toDouble(&read) / 100;
        if (!read || !(m_share >= 0 && m_share <= 1))
            problem = tr("A share is a number from 0 to 100");
    }
    m_hint->setText(problem);
    m_ok->setEnabled(problem.isEmpty());
}

std::optional<Nanoseconds> FaultValueDialog::askTime(const QString& title, Nanoseconds value, QWidget* parent)
{
    FaultValueDialog dialog(Kind::Time, title, toQString(formatDuration(value)), parent);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return dialog.m_time;
}

std::optional<double> FaultValueDialog::askShare(const QString& title, double value, QWidget* parent)
{
    FaultValueDialog dialog(Kind::Share, title, percentWords(value), parent);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return dialog.m_share;
}

} // namespace zeroloom

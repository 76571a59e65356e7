#include "ui/window/stamp_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

} // namespace

StampDialog::StampDialog(const PatternStamp& stamp, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("stampDialog"));
    setWindowTitle(toQString(stamp.title));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2);
    layout->setSpacing(Theme::Unit * 2);
    auto* summary = new QLabel(toQString(stamp.summary), this);
    summary->setWordWrap(true);
    summary->setMinimumWidth(320);
    layout->addWidget(summary);

    auto* form = new QFormLayout;
    for (const StampNumber& number : stamp.numbers) {
        auto* field = new QSpinBox(this);
        field->setRange(number.minimum, number.maximum);
        field->setValue(number.defaultValue);
        field->setAccelerated(true);
        field->setObjectName(toQString(number.name));
        field->setToolTip(tr("%1 to %2").arg(number.minimum).arg(number.maximum));
        form->addRow(toQString(number.label), field);
        m_fields.push_back(field);
    }
    layout->addLayout(form);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Add to Canvas"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!m_fields.empty()) {
        m_fields.front()->setFocus();
        m_fields.front()->selectAll();
    }
}

std::vector<int> StampDialog::numbers() const
{
    std::vector<int> values;
    for (const QSpinBox* field : m_fields) {
        values.push_back(field->value());
    }
    return values;
}

std::optional<Topology> StampDialog::ask(const PatternStamp& stamp, QWidget* parent)
{
    if (stamp.numbers.empty()) {
        return stamp.make({});
    }
    StampDialog dialog(stamp, parent);
    if (dialog.exec() != QDialog::Accepted) {
        return std::nullopt;
    }
    return stamp.make(dialog.numbers());
}

const PatternStamp* stampByName(const QString& name)
{
    for (const PatternStamp& stamp : patternStamps()) {
        if (toQString(stamp.name) == name) {
            return &stamp;
        }
    }
    return nullptr;
}

} // namespace zeroloom

#include "ui/inspector/value_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/inspector_page.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

QString rangeText(double minimum, double maximum)
{
    const QLocale locale(QLocale::English);
    if (maximum <= minimum)
        return {};
    return QObject::tr("%1 to %2").arg(locale.toString(minimum, 'f', 0), locale.toString(maximum, 'f', 0));
}

QString tipText(const QString& name, const QString& help, const QString& unit, const QString& range,
                const Value& standard)
{
    QString tip =
        QStringLiteral("<b>%1</b><p style='margin:2px 0'>%2</p>").arg(name.toHtmlEscaped(), help.toHtmlEscaped());
    const QString text = toQString(toText(standard));
    if (!range.isEmpty())
        tip += QObject::tr("<p style='margin:2px 0'>Range: %1 %2</p>").arg(range, unit.toHtmlEscaped());
    if (!text.isEmpty())
        tip +=
            QObject::tr("<p style='margin:2px 0'>Default: %1 %2</p>").arg(text.toHtmlEscaped(), unit.toHtmlEscaped());
    return tip;
}

// A line with its unit inside at the right, and room for the button that resets it: fields are equally wide and units
// stand in line, whatever is set.
class UnitLine final : public QLineEdit {
public:
    UnitLine(QString unit, QWidget* parent) : QLineEdit(parent), m_unit(std::move(unit))
    {
        const QFontMetrics small(Theme::instance().smallFont());
        m_unitWidth = m_unit.isEmpty() ? 0 : small.horizontalAdvance(m_unit) + Theme::Unit / 2;
        setTextMargins(0, 0, m_unitWidth + ResetWidth, 0);
    }
    void setReset(QToolButton* reset)
    {
        m_reset = reset;
        m_reset->setParent(this);
        m_reset->setCursor(Qt::ArrowCursor);
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QLineEdit::resizeEvent(event);
        m_reset->setGeometry(width() - ResetWidth - 2, 2, ResetWidth, height() - 4);
    }
    void paintEvent(QPaintEvent* event) override
    {
        QLineEdit::paintEvent(event);
        QPainter painter(this);
        painter.setFont(Theme::instance().smallFont());
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(0, 0, -ResetWidth - 4, 0), Qt::AlignRight | Qt::AlignVCenter, m_unit);
    }

private:
    static constexpr int ResetWidth = 3 * Theme::Unit;
    QString m_unit;
    int m_unitWidth = 0;
    QToolButton* m_reset = nullptr;
};

} // namespace

FieldSpec fieldSpec(const ParameterInfo& parameter)
{
    FieldSpec spec;
    spec.label = toQString(parameter.label);
    spec.unit = toQString(parameter.unit);
    const bool ranged = parameter.kind == ParameterKind::Integer || parameter.kind == ParameterKind::Real;
    spec.tip = tipText(spec.label, toQString(parameter.help), spec.unit,
                       ranged ? rangeText(parameter.minimum, parameter.maximum) : QString(), parameter.defaultValue);
    // Times are written with their unit; which ones there are must be seen.
    if (parameter.kind == ParameterKind::Duration && spec.unit.isEmpty())
        spec.unit = QObject::tr("us, ms or s");
    spec.hint = parameter.live ? QObject::tr("takes effect at once") : QObject::tr("restarts the node when it changes");
    spec.defaultValue = parameter.defaultValue;
    spec.integral = parameter.kind == ParameterKind::Integer;
    if (parameter.kind == ParameterKind::Choice) {
        spec.form = FieldSpec::Form::Choice;
        for (std::string_view choice : parameter.choices)
            spec.choices.push_back(toQString(choice));
    }
    spec.parse = [&parameter](std::string_view text) { return parseParameter(parameter, text); };
    return spec;
}

FieldSpec fieldSpec(const OptionInfo& option, SocketType type)
{
    FieldSpec spec;
    spec.label = toQString(option.name);
    spec.unit = toQString(option.unit);
    const bool ranged = option.kind == OptionKind::Integer || option.kind == OptionKind::Integer64;
    spec.tip = tipText(QStringLiteral("ZMQ_") + spec.label, toQString(option.help), spec.unit,
                       ranged ? rangeText(static_cast<double>(option.minimum), static_cast<double>(option.maximum))
                              : QString(),
                       defaultValue(option, type));
    spec.hint = option.live ? QObject::tr("takes effect at once") : QObject::tr("restarts the node when it changes");
    spec.form = option.kind == OptionKind::Boolean ? FieldSpec::Form::Flag : FieldSpec::Form::Line;
    spec.defaultValue = defaultValue(option, type);
    spec.integral = ranged;
    spec.secret = option.secret;
    spec.parse = [&option](std::string_view text) { return readOption(option, text); };
    return spec;
}

ValueField::ValueField(FieldSpec spec, QWidget* parent)
    : QWidget(parent), m_spec(std::move(spec)), m_reset(new QToolButton(this)), m_problem(new QLabel(this))
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::Unit / 2);
    makeEditor();
    if (m_line)
        row->addWidget(m_line, 1);
    if (m_flag)
        row->addWidget(m_flag, 1);
    if (m_choice)
        row->addWidget(m_choice, 1);
    if (!m_line) {
        QSizePolicy kept = m_reset->sizePolicy();
        kept.setRetainSizeWhenHidden(true);
        m_reset->setSizePolicy(kept);
        row->addWidget(m_reset);
    }
    m_reset->setAutoRaise(true);
    m_reset->setIcon(Theme::instance().icon(QStringLiteral("reset")));
    m_reset->setToolTip(tr("Back to the default"));
    m_reset->setAccessibleName(tr("Reset %1").arg(m_spec.label));
    connect(m_reset, &QToolButton::clicked, this, [this] {
        if (m_line)
            m_line->setModified(false);
        Q_EMIT edited(std::nullopt);
    });

    m_problem->setWordWrap(true);
    m_problem->setFont(Theme::instance().smallFont());
    m_problem->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    setToolTip(m_spec.tip);
    setValue(std::nullopt);
}

void ValueField::makeEditor()
{
    if (m_spec.form == FieldSpec::Form::Flag) {
        m_flag = new QCheckBox(this);
        m_flag->setAccessibleName(m_spec.label);
        setFocusProxy(m_flag);
        connect(m_flag, &QCheckBox::clicked, this, [this](bool on) { Q_EMIT edited(Value(on)); });
    } else if (m_spec.form == FieldSpec::Form::Choice) {
        m_choice = new QComboBox(this);
        m_choice->setAccessibleName(m_spec.label);
        InspectorPage::letShrink(m_choice);
        for (const QString& choice : m_spec.choices)
            m_choice->addItem(choice);
        setFocusProxy(m_choice);
        connect(m_choice, &QComboBox::textActivated, this,
                [this](const QString& text) { Q_EMIT edited(Value(text.toStdString())); });
    } else {
        auto* line = new UnitLine(m_spec.unit, this);
        line->setReset(m_reset);
        m_line = line;
        m_line->setAccessibleName(m_spec.label);
        m_line->setObjectName(m_spec.label);
        m_line->installEventFilter(this);
        if (m_spec.secret)
            m_line->setEchoMode(QLineEdit::PasswordEchoOnEdit);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::textEdited, this, &ValueField::judge);
        connect(m_line, &QLineEdit::editingFinished, this, &ValueField::commitLine);
    }
}

void ValueField::setValue(const std::optional<Value>& value)
{
    m_value = value;
    const Value& shown = value ? *value : m_spec.defaultValue;
    m_reset->setEnabled(value.has_value());
    m_reset->setVisible(value.has_value());
    if (m_flag) {
        const bool* flag = std::get_if<bool>(&shown);
        const std::int64_t* number = std::get_if<std::int64_t>(&shown);
        m_flag->setTristate(false);
        m_flag->setChecked((flag && *flag) || (number && *number != 0));
        m_flag->setText(m_flag->isChecked() ? tr("on") : tr("off"));
    } else if (m_choice) {
        m_choice->setCurrentText(toQString(toText(shown)));
    } else if (!(m_line->hasFocus() && m_line->isModified())) {
        const QString text = toQString(toText(shown));
        m_line->setPlaceholderText(value ? QString() : (text.isEmpty() ? tr("none") : text));
        const QString set = value ? text : QString();
        if (m_line->text() != set)
            m_line->setText(set);
        m_problem->hide();
    }
}

void ValueField::setMixed()
{
    m_value.reset();
    m_reset->setVisible(false);
    if (m_flag) {
        m_flag->setTristate(true);
        m_flag->setCheckState(Qt::PartiallyChecked);
        m_flag->setText(tr("differs"));
    } else if (m_choice) {
        m_choice->setCurrentIndex(-1);
    } else if (!(m_line->hasFocus() && m_line->isModified())) {
        m_line->clear();
        m_line->setPlaceholderText(tr("differs"));
    }
}

void ValueField::judge()
{
    const QString text = m_line->text().trimmed();
    const Result<Value> parsed = text.isEmpty() ? Result<Value>(m_spec.defaultValue) : m_spec.parse(text.toStdString());
    m_problem->setVisible(!parsed.has_value());
    if (!parsed) {
        QPalette palette = m_problem->palette();
        palette.setColor(QPalette::WindowText, Theme::instance().colors().alarm);
        m_problem->setPalette(palette);
        m_problem->setText(toQString(parsed.error().message));
    }
}

void ValueField::commitLine()
{
    if (!m_line->isModified())
        return;
    const QString text = m_line->text().trimmed();
    if (text.isEmpty()) {
        m_line->setModified(false);
        m_problem->hide();
        Q_EMIT edited(std::nullopt);
        return;
    }
    Result<Value> parsed = m_spec.parse(text.toStdString());
    if (!parsed) {
        judge(); // the text stays for the person to mend
        return;
    }
    m_line->setModified(false);
    m_problem->hide();
    Q_EMIT edited(std::move(*parsed));
}

void ValueField::step(int by)
{
    const Value& shown = m_value ? *m_value : m_spec.defaultValue;
    std::int64_t number = std::holds_alternative<std::int64_t>(shown) ? std::get<std::int64_t>(shown) : 0;
    if (m_line->isModified())
        number = m_line->text().toLongLong();
    if (Result<Value> parsed = m_spec.parse(std::to_string(number + by))) {
        m_line->setModified(false);
        Q_EMIT edited(std::move(*parsed));
    }
}

bool ValueField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && m_line->isModified()) {
            m_line->setModified(false);
            setValue(m_value);
            return true;
        }
        if (m_spec.integral && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            const int size = key->modifiers() & Qt::ShiftModifier ? 10 : 1;
            step(key->key() == Qt::Key_Up ? size : -size);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace zeroloom

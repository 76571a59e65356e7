#include "ui/lesson/act_list.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>

#include "core/model/act.h"
#include "ui/lesson/prose_label.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(Theme::instance().textFont().pixelSize() - 1);
    return font;
}

// What the act does, for who does not know its word.
QString helpOf(const LessonAct& act)
{
    switch (act.kind) {
    case LessonAct::Kind::Run:
        return ActList::tr("Starts the topology on real sockets.");
    case LessonAct::Kind::Stop:
        return ActList::tr("Ends the run.");
    case LessonAct::Kind::Do:
        break;
    }
    const std::string text = act.text();
    const std::string_view verb = std::string_view(text).substr(0, text.find(' '));
    for (const ActForm& form : actForms()) {
        if (form.form.substr(0, form.form.find(' ')) == verb)
            return toQString(form.help);
    }
    return {};
}

} // namespace

ActList::ActList(const std::vector<LessonAct>& acts, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("acts"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Theme::Unit / 2);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    for (const LessonAct& act : acts) {
        Row row{makeWordsLabel({}, this), makeWordsLabel(toQString(act.text()), this), toQString(act.text())};
        row.sign->setFixedWidth(Theme::Unit * 2);
        row.words->setFont(codeFont());
        row.words->setToolTip(helpOf(act));
        const auto line = static_cast<int>(m_rows.size());
        grid->addWidget(row.sign, line, 0, Qt::AlignTop);
        grid->addWidget(row.words, line, 1);
        m_rows.push_back(row);
    }
    setDone(0, false);
}

void ActList::setDone(std::size_t done, bool going)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const bool isDone = i < done;
        const bool isNow = going && i == done;
        row.sign->setText(isDone ? QStringLiteral("✓") : isNow ? QStringLiteral("▸") : QStringLiteral("·"));
        row.words->setForegroundRole(isDone || isNow ? QPalette::WindowText : QPalette::PlaceholderText);
        row.words->setAccessibleName(isDone  ? tr("%1, done").arg(row.text)
                                     : isNow ? tr("%1, being done").arg(row.text)
                                             : tr("%1, to be done").arg(row.text));
    }
}

} // namespace zeroloom

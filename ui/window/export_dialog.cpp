#include "ui/window/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <QVBoxLayout>

#include "core/exchange/export_files.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/window/export_preview.h"
#include "ui/window/export_target.h"
#include "ui/window/monitor_dialog_parts.h"
#include "ui/window/questions.h"
#include "ui/window/remark_list.h"

namespace zeroloom {

namespace {

const QString FormatKey = QStringLiteral("export/format");
const QString FolderKey = QStringLiteral("export/folder");
const QString DarkKey = QStringLiteral("export/dark");
const QString SizeKey = QStringLiteral("export/size");

constexpr int FormatsWidth = Theme::Unit * 26;
constexpr int BusyDelayMs = 150; // most exports are there before anybody would read that they are being made
constexpr int EditDelayMs = 100;
constexpr QSize Proposed{1000, 700};

QString startFolder(const QString& documentPath)
{
    const QString last = QSettings().value(FolderKey).toString();
    if (!last.isEmpty() && QFileInfo(last).isDir()) {
        return last;
    }
    return documentPath.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                  : QFileInfo(documentPath).absolutePath();
}

} // namespace

ExportDialog::ExportDialog(Document& document, FileSystem& files, QWidget* parent)
    : QDialog(parent), m_document(document), m_fileSystem(files), m_formats(new QListWidget(this)),
      m_title(new QLabel(this)), m_summary(new QLabel(this)), m_themeLabel(new QLabel(tr("T&heme"), this)),
      m_targetLabel(new QLabel(this)), m_problem(makeProblemLabel(this)), m_theme(new QComboBox(this)),
      m_preview(new ExportPreview(this)), m_remarks(new RemarkList(this)), m_target(new QLineEdit(this)),
      m_browse(new QPushButton(tr("&Browse…"), this)), m_busyTimer(new QTimer(this)), m_editTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(Theme::Unit * 2);
    columns->addWidget(makeFormatList());
    columns->addWidget(makeRightSide(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2);
    layout->setSpacing(Theme::Unit * 2);
    layout->addLayout(columns, 1);
    layout->addLayout(makeTargetRow());
    m_problem->setTextFormat(Qt::PlainText);
    layout->addWidget(m_problem);
    m_export = addDialogButtons(this, layout, tr("&Export"));
    m_export->setDefault(true);
    const QSize room = screen()->availableSize() - QSize(Theme::Unit * 4, Theme::Unit * 8);
    resize(QSettings().value(SizeKey, Proposed).toSize().boundedTo(room));
    connectWidgets();
    int row = 0;
    const QString last = QSettings().value(FormatKey).toString();
    for (int i = 0; i < m_formats->count(); ++i) {
        row = toQString(exporters()[static_cast<std::size_t>(i)].name) == last ? i : row;
    }
    m_formats->setCurrentRow(row);
    m_formats->setFocus();
}

ExportDialog::~ExportDialog() { QSettings().setValue(SizeKey, size()); }

QWidget* ExportDialog::makeFormatList()
{
    m_formats->setObjectName(QStringLiteral("formats"));
    m_formats->setAccessibleName(tr("Formats"));
    m_formats->setFixedWidth(FormatsWidth);
    m_formats->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const Exporter& each : exporters()) {
        auto* item = new QListWidgetItem(toQString(each.title), m_formats);
        item->setToolTip(toQString(each.summary).toHtmlEscaped());
        item->setData(Qt::AccessibleDescriptionRole, toQString(each.summary));
        item->setSizeHint({0, Theme::Unit * 7 / 2});
    }
    return m_formats;
}

QWidget* ExportDialog::makeRightSide()
{
    auto* side = new QWidget(this);
    m_title->setFont(Theme::instance().titleFont());
    m_title->setObjectName(QStringLiteral("formatTitle"));
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("formatSummary"));
    m_theme->setObjectName(QStringLiteral("exportTheme"));
    m_theme->addItem(tr("Light"));
    m_theme->addItem(tr("Dark"));
    m_theme->setAccessibleName(tr("Theme of the picture"));
    const bool windowDark = Theme::instance().kind() == ThemeKind::Dark;
    m_theme->setCurrentIndex(QSettings().value(DarkKey, windowDark).toBool() ? 1 : 0);
    m_themeLabel->setBuddy(m_theme);
    auto* words = new QVBoxLayout;
    words->setSpacing(Theme::Unit / 2);
    words->addWidget(m_title);
    words->addWidget(m_summary);
    auto* head = new QHBoxLayout;
    head->setSpacing(Theme::Unit);
    head->addLayout(words, 1);
    head->addWidget(m_themeLabel, 0, Qt::AlignBottom);
    head->addWidget(m_theme, 0, Qt::AlignBottom);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit);
    layout->addLayout(head);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_remarks);
    return side;
}

QLayout* ExportDialog::makeTargetRow()
{
    m_target->setObjectName(QStringLiteral("target"));
    m_target->setMinimumWidth(Theme::Unit * 20);
    m_targetLabel->setBuddy(m_target);
    m_browse->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::Unit);
    row->addWidget(m_targetLabel);
    row->addWidget(m_target, 1);
    row->addWidget(m_browse);
    return row;
}

void ExportDialog::connectWidgets()
{
    m_busyTimer->setSingleShot(true);
    m_busyTimer->setInterval(BusyDelayMs);
    m_editTimer->setSingleShot(true);
    m_editTimer->setInterval(EditDelayMs);
    connect(m_busyTimer, &QTimer::timeout, m_preview, &ExportPreview::showBusy);
    connect(m_editTimer, &QTimer::timeout, this, &ExportDialog::refresh);
    connect(&m_document, &Document::changed, m_editTimer, qOverload<>(&QTimer::start));
    connect(m_formats, &QListWidget::currentRowChanged, this, &ExportDialog::chooseFormat);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_target, &QLineEdit::textChanged, this, [this] {
        m_failure.clear();
        judge();
    });
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_preview, &ExportPreview::problemsWanted, this,
            [this] { showPlace(m_outcome && !m_outcome->errors.empty() ? m_outcome->errors.front().where : Place()); });
    connect(m_preview, &ExportPreview::revealWanted, this,
            [this](const Diagnostic& problem) { showPlace(problem.where); });
    connect(m_preview, &ExportPreview::fixWanted, this, [this](const Diagnostic& problem) {
        if (problem.edit && !m_document.editor().apply(*problem.edit)) {
            refresh(); // what it would mend has changed meanwhile
        }
    });
}

const Exporter& ExportDialog::exporter() const { return *m_exporter; }

std::size_t ExportDialog::remarkCount() const
{
    return m_outcome && m_outcome->exported ? m_outcome->exported->remarks.size() : 0;
}

ExportChoices ExportDialog::choices() const
{
    ExportChoices choices;
    choices.dark = m_theme->currentIndex() == 1;
    return choices;
}

QString ExportDialog::target() const
{
    const QString typed = m_target->text().trimmed();
    const bool bare = m_exporter->shape == ExportShape::File && !typed.isEmpty() && !typed.endsWith(QLatin1Char('/')) &&
                      QFileInfo(typed).suffix().isEmpty();
    return bare ? typed + toQString(m_exporter->suffix) : typed;
}

void ExportDialog::chooseFormat(int row)
{
    if (row < 0 || static_cast<std::size_t>(row) >= exporters().size()) {
        return;
    }
    const Exporter* before = std::exchange(m_exporter, &exporters()[static_cast<std::size_t>(row)]);
    const QString typed = m_target->text().trimmed();
    const QString folder =
        before != nullptr && !typed.isEmpty() ? QFileInfo(typed).path() : startFolder(m_document.path());
    const QString stem =
        before != nullptr && !typed.isEmpty() ? stemOfTarget(typed, *before) : fileStem(m_document.displayName());
    m_title->setText(toQString(m_exporter->title));
    m_summary->setText(toQString(m_exporter->summary));
    m_themeLabel->setVisible(isPicture(*m_exporter));
    m_theme->setVisible(isPicture(*m_exporter));
    const bool folderShape = m_exporter->shape == ExportShape::Folder;
    m_targetLabel->setText(folderShape ? tr("Fo&lder") : tr("Fi&le"));
    m_target->setAccessibleName(folderShape ? tr("Folder to export to") : tr("File to export to"));
    m_target->setText(exportTarget(folder, stem, *m_exporter));
    refresh();
}

void ExportDialog::refresh()
{
    m_outcome.reset();
    m_failure.clear();
    m_remarks->showRemarks({}, {});
    m_busyTimer->start();
    judge();
    m_making.start([exporter = m_exporter, topology = std::make_shared<const Topology>(m_document.topology()),
                    choices = choices()] { return makeExport(*exporter, *topology, choices); },
                   [this](ExportOutcome outcome) { onMade(std::move(outcome)); });
}

void ExportDialog::onMade(ExportOutcome outcome)
{
    m_busyTimer->stop();
    m_outcome = std::move(outcome);
    m_preview->showOutcome(*m_outcome, *m_exporter, choices());
    if (m_outcome->exported) {
        m_remarks->showRemarks(remarkTexts(m_outcome->exported->remarks), tr("Nothing is left out or changed."));
    }
    judge();
}

void ExportDialog::judge()
{
    QString problem = targetProblem(target(), *m_exporter);
    if (problem.isEmpty()) {
        problem = m_failure;
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    const bool possible = m_outcome && m_outcome->exported && targetProblem(target(), *m_exporter).isEmpty();
    m_export->setEnabled(possible && !m_isWriting);
}

void ExportDialog::browse()
{
    if (m_exporter->shape == ExportShape::Folder) {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("The folder in which to make the export's"),
                                                                 QFileInfo(target()).absolutePath());
        if (!folder.isEmpty()) {
            m_target->setText(exportTarget(folder, stemOfTarget(target(), *m_exporter), *m_exporter));
        }
        return;
    }
    // What would be overwritten is asked about later, once, with names.
    const QString filter = QStringLiteral("%1 (*%2);;%3")
                               .arg(toQString(m_exporter->title), toQString(m_exporter->suffix), tr("All files (*)"));
    const QString file = QFileDialog::getSaveFileName(this, tr("Export to"), target(), filter, nullptr,
                                                      QFileDialog::DontConfirmOverwrite);
    if (!file.isEmpty()) {
        m_target->setText(file);
    }
}

void ExportDialog::accept()
{
    if (!m_export->isEnabled()) {
        return;
    }
    const QStringList present = inTheWay(*m_outcome->exported, target(), *m_exporter);
    const int others = othersInFolder(*m_outcome->exported, target(), *m_exporter);
    const bool overwrites = !present.isEmpty() || others > 0;
    if (!overwrites || askToOverwriteExport(target(), present, others, this)) {
        write(overwrites);
    }
}

void ExportDialog::write(bool overwrite)
{
    if (!m_outcome || !m_outcome->exported) {
        return; // edited while it was asked
    }
    setWriting(true);
    m_writing.start([exported = *m_outcome->exported, shape = m_exporter->shape, path = target().toStdString(),
                     how = overwrite ? Overwrite::Files : Overwrite::Never,
                     files = &m_fileSystem] { return writeExport(exported, shape, path, how, *files); },
                    [this](const Status& written) { onWritten(written); });
}

void ExportDialog::onWritten(const Status& written)
{
    setWriting(false);
    if (written) {
        remember();
        QDialog::accept();
        return;
    }
    if (written.error().code == ErrorCode::AlreadyExists && m_outcome && m_outcome->exported &&
        !inTheWay(*m_outcome->exported, target(), *m_exporter).isEmpty()) {
        accept(); // it came while the export was on its way: ask
        return;
    }
    m_failure = tr("Not exported: %1").arg(toQString(written.error().text()));
    judge();
}

void ExportDialog::setWriting(bool writing)
{
    m_isWriting = writing;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_formats, m_theme, m_target, m_browse}) {
        widget->setEnabled(!writing);
    }
    m_export->setText(writing ? tr("Exporting…") : tr("&Export"));
    judge();
}

void ExportDialog::reject()
{
    if (!m_isWriting) {
        QDialog::reject();
    }
}

void ExportDialog::showPlace(const Place& place)
{
    m_wantedPlace = place;
    reject();
}

void ExportDialog::remember() const
{
    QSettings settings;
    settings.setValue(FormatKey, toQString(m_exporter->name));
    settings.setValue(FolderKey, QFileInfo(target()).absolutePath());
    if (isPicture(*m_exporter)) {
        settings.setValue(DarkKey, choices().dark);
    }
}

} // namespace zeroloom

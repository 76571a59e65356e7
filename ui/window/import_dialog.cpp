#include "ui/window/import_dialog.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/role/role_catalogue.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/theme_colors.h"
#include "ui/window/clash_table.h"
#include "ui/window/monitor_dialog_parts.h"
#include "ui/window/picture_view.h"
#include "ui/window/remark_list.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostNodes = 1000;
constexpr std::size_t MostErrors = 50;
constexpr qreal PictureSharpness = 2; // as export_making.cpp paints it
constexpr QSize Proposed{780, 700};

QString counted(std::size_t count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(countText(count));
}

QString nodesText(std::size_t count)
{
    return counted(count, ImportDialog::tr("one node"), ImportDialog::tr("%1 nodes"));
}

QString wiresText(std::size_t count)
{
    return counted(count, ImportDialog::tr("one wire"), ImportDialog::tr("%1 wires"));
}

QString errorsText(const Errors& errors)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(errors.size(), MostErrors); ++i) {
        lines << toQString(errors[i].text());
    }
    if (errors.size() > MostErrors) {
        lines << ImportDialog::tr("and %1 more").arg(countText(errors.size() - MostErrors));
    }
    return lines.join(QLatin1Char('\n'));
}

QLabel* makePlainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ImportDialog::ImportDialog(const Document& document, const FileSystem& files, QString path, QWidget* parent)
    : QDialog(parent), m_document(document), m_fileSystem(files), m_path(std::move(path)),
      m_format(new QComboBox(this)), m_busy(makePlainLabel(this)), m_errors(makePlainLabel(this)),
      m_plan(makePlainLabel(this)), m_pages(new QStackedWidget(this)), m_tabs(new QTabWidget(this)),
      m_nodes(new QTreeWidget(this)), m_picture(new PictureView(this)), m_remarks(new RemarkList(this)),
      m_open(new QRadioButton(tr("Open as a &new topology"), this)), m_merge(new QRadioButton(this)),
      m_clashes(new ClashTable(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2);
    layout->setSpacing(Theme::Unit * 3 / 2);
    layout->addLayout(makeHead());
    layout->addWidget(makeContent(), 1);
    layout->addLayout(makeWays());
    layout->addWidget(m_clashes, 1);
    layout->addWidget(m_remarks);
    layout->addWidget(m_plan);
    m_accept = addDialogButtons(this, layout, tr("&Import"));
    m_accept->setDefault(true);
    m_clashes->hide();
    const QSize room = screen()->availableSize() - QSize(Theme::Unit * 4, Theme::Unit * 8);
    resize(Proposed.boundedTo(room));
    connect(m_format, &QComboBox::activated, this,
            [this](int index) { read(&importers()[static_cast<std::size_t>(index)]); });
    connect(m_open, &QRadioButton::toggled, this, &ImportDialog::judge);
    connect(m_clashes, &ClashTable::changed, this, &ImportDialog::judge);
    // The topology here may still change: what runs may add to it.
    connect(&m_document, &Document::changed, this, [this] {
        if (m_outcome && m_outcome->imported) {
            m_clashes->setClashes(m_outcome->imported->topology, m_document.topology());
            judge();
        }
    });
    read(nullptr);
    m_accept->setFocus();
}

ImportDialog::~ImportDialog() = default;

QLayout* ImportDialog::makeHead()
{
    auto* name = makePlainLabel(this);
    name->setFont(Theme::instance().titleFont());
    name->setText(QFileInfo(m_path).fileName());
    auto* folder = makePlainLabel(this);
    folder->setText(QFileInfo(m_path).absolutePath());
    QPalette palette = folder->palette();
    palette.setColor(QPalette::WindowText, Theme::instance().colors().textMuted);
    folder->setPalette(palette);
    fillFormats();
    auto* label = new QLabel(tr("&Format"), this);
    label->setBuddy(m_format);
    auto* words = new QVBoxLayout;
    words->setSpacing(Theme::Unit / 2);
    words->addWidget(name);
    words->addWidget(folder);
    auto* head = new QHBoxLayout;
    head->setSpacing(Theme::Unit);
    head->addLayout(words, 1);
    head->addWidget(label, 0, Qt::AlignTop);
    head->addWidget(m_format, 0, Qt::AlignTop);
    return head;
}

void ImportDialog::fillFormats()
{
    m_format->setObjectName(QStringLiteral("importFormat"));
    m_format->setAccessibleName(tr("Format of the file"));
    m_format->setPlaceholderText(tr("Choose a format"));
    for (const Importer& each : importers()) {
        m_format->addItem(toQString(each.title));
        m_format->setItemData(m_format->count() - 1, toQString(each.summary).toHtmlEscaped(), Qt::ToolTipRole);
    }
    m_format->setCurrentIndex(-1);
}

QWidget* ImportDialog::makeContent()
{
    m_busy->setText(tr("Reading the file…"));
    m_busy->setAlignment(Qt::AlignCenter);
    m_errors->setObjectName(QStringLiteral("importErrors"));
    m_errors->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_errors->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_nodes->setObjectName(QStringLiteral("importNodes"));
    m_nodes->setAccessibleName(tr("Nodes that come"));
    m_nodes->setColumnCount(3);
    m_nodes->setHeaderLabels({tr("Node"), tr("Role"), tr("Sockets")});
    m_nodes->setRootIsDecorated(false);
    m_nodes->setUniformRowHeights(true);
    m_nodes->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_nodes->header()->resizeSection(0, Theme::Unit * 28);
    m_nodes->setMinimumHeight(Theme::Unit * 12);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_nodes, tr("Nodes"));
    m_picture->hide();
    m_pages->addWidget(m_busy);
    m_pages->addWidget(m_errors);
    m_pages->addWidget(m_tabs);
    return m_pages;
}

QLayout* ImportDialog::makeWays()
{
    m_open->setObjectName(QStringLiteral("importOpen"));
    m_merge->setObjectName(QStringLiteral("importMerge"));
    QString name = m_document.displayName();
    m_merge->setText(tr("&Merge into “%1”").arg(name.replace(QLatin1Char('&'), QLatin1String("&&"))));
    m_open->setChecked(true);
    // Nothing is open that something could be merged into.
    const Topology& here = m_document.topology();
    m_merge->setVisible(!here.nodes.empty() || !here.notes.empty());
    m_open->setVisible(m_merge->isVisibleTo(this));
    m_plan->setObjectName(QStringLiteral("importPlan"));
    auto* ways = new QHBoxLayout;
    ways->setSpacing(Theme::Unit * 3);
    ways->addWidget(m_open);
    ways->addWidget(m_merge, 1);
    return ways;
}

void ImportDialog::read(const Importer* importer)
{
    m_outcome.reset();
    m_pages->setCurrentWidget(m_busy);
    judge();
    m_reading.start([path = m_path.toStdString(), importer, dark = Theme::instance().kind() == ThemeKind::Dark,
                     files = &m_fileSystem] { return readImport(path, importer, dark, *files); },
                    [this](ImportOutcome outcome) { onRead(std::move(outcome)); });
}

void ImportDialog::onRead(ImportOutcome outcome)
{
    m_outcome = std::move(outcome);
    m_format->setCurrentIndex(m_outcome->importer ? static_cast<int>(m_outcome->importer - importers().data()) : -1);
    m_format->setEnabled(m_outcome->wasRead);
    if (m_outcome->imported) {
        showNodes(m_outcome->imported->topology);
        m_clashes->setClashes(m_outcome->imported->topology, m_document.topology());
        m_pages->setCurrentWidget(m_tabs);
    } else {
        m_errors->setText(problem());
        m_pages->setCurrentWidget(m_errors);
    }
    judge();
}

void ImportDialog::showNodes(const Topology& topology)
{
    m_nodes->clear();
    for (const Node& node : topology.nodes) {
        if (static_cast<std::size_t>(m_nodes->topLevelItemCount()) == MostNodes) {
            new QTreeWidgetItem(m_nodes, {tr("and %1 more").arg(countText(topology.nodes.size() - MostNodes))});
            break;
        }
        QStringList sockets;
        for (const Socket& socket : node.sockets) {
            sockets << toQString(socket.id.text()) + QLatin1Char(' ') + toQString(name(socket.type));
        }
        const RoleInfo* role = roleByName(node.role);
        new QTreeWidgetItem(m_nodes,
                            {toQString(node.title()).simplified(), role ? toQString(role->title) : toQString(node.role),
                             sockets.join(QStringLiteral(", "))});
    }
    m_tabs->setTabText(0, tr("Nodes %1").arg(countText(topology.nodes.size())));
    if (m_outcome->picture.isNull()) {
        m_tabs->removeTab(1);
    } else {
        m_picture->setPicture(m_outcome->picture, PictureSharpness, themeColors(Theme::instance().kind()).canvas);
        if (m_tabs->count() == 1) {
            m_tabs->insertTab(1, m_picture, tr("Picture"));
        }
    }
}

bool ImportDialog::merges() const { return m_merge->isChecked(); }

QString ImportDialog::problem() const
{
    if (m_outcome->imported) {
        return {};
    }
    if (m_outcome->importer == nullptr && m_outcome->wasRead) {
        QStringList titles;
        for (const Importer& each : importers()) {
            titles << toQString(each.title);
        }
        return tr("This file was not recognised. Zeroloom imports: %1. If it is one of these, choose the format above.")
            .arg(titles.join(QStringLiteral(", ")));
    }
    const QString what = m_outcome->wasRead ? tr("This file cannot be imported as it is:") : tr("It cannot be read:");
    return what + QStringLiteral("\n\n") + errorsText(m_outcome->imported.error());
}

QString ImportDialog::plan(const MergePlan& merge) const
{
    QStringList parts;
    if (!merge.added.empty() || merge.replaced.empty()) {
        parts << tr("adds %1").arg(nodesText(merge.added.size()));
    }
    if (!merge.replaced.empty()) {
        parts << tr("replaces %1").arg(nodesText(merge.replaced.size()));
    }
    if (!merge.kept.empty()) {
        parts << tr("skips %1").arg(nodesText(merge.kept.size()));
    }
    if (!merge.wires.empty()) {
        parts << tr("puts %1").arg(wiresText(merge.wires.size()));
    }
    if (merge.wiresRemoved > 0) {
        parts << tr("takes %1 away").arg(wiresText(merge.wiresRemoved));
    }
    QString text = parts.join(QStringLiteral(", "));
    text[0] = text[0].toUpper();
    return tr("%1. One Undo takes it all back.").arg(text);
}

void ImportDialog::judge()
{
    const bool usable = m_outcome && m_outcome->imported;
    m_accept->setEnabled(usable);
    m_accept->setText(merges() ? tr("&Merge") : tr("&Import"));
    m_clashes->setVisible(usable && merges() && m_clashes->count() > 0);
    m_plan->setVisible(usable);
    m_open->setEnabled(usable);
    m_merge->setEnabled(usable);
    m_remarks->setVisible(usable);
    if (!usable) {
        return;
    }
    const Topology& coming = m_outcome->imported->topology;
    QStringList remarks = remarkTexts(m_outcome->imported->remarks);
    if (merges()) {
        const MergePlan merge = planMerge(coming, m_document.topology(), m_clashes->choices(), {}, {});
        m_clashes->showNames(merge.renamed);
        for (const std::string& remark : merge.remarks) {
            remarks << toQString(remark);
        }
        m_plan->setText(plan(merge));
    } else {
        m_plan->setText(
            tr("Opens a topology of %1 and %2.").arg(nodesText(coming.nodes.size()), wiresText(coming.wires.size())));
    }
    m_remarks->showRemarks(remarks, tr("Nothing is left out or changed."));
}

std::optional<ImportDialog::Answer> ImportDialog::answer() const
{
    if (!m_outcome || !m_outcome->imported) {
        return std::nullopt;
    }
    return Answer{m_outcome->importer, m_outcome->imported->topology, merges(), m_clashes->choices()};
}

} // namespace zeroloom

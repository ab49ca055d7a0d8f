// SPDX-License-Identifier: MIT
#include "widgets/streamspopup.h"

#include "base/osstring.h"
#include "launcher/exactorder.h"
#include "ui_streamspopup.h"
#include "widgets/icons.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QScreen>

namespace Spawnscope {

namespace {

constexpr int MergedIndex = 4; // of the choices for standard error

bool isFile(const QComboBox *choice)
{
    const auto text = choice->currentIndex();
    return choice->count() == 3
        ? text == int(LaunchSpec::Input::File)
        : text == int(LaunchSpec::Output::File) || text == int(LaunchSpec::Output::AppendFile);
}

QString described(const QComboBox *choice, const QLineEdit *path)
{
    return isFile(choice) ? choice->currentText() + QStringLiteral(": ") + path->text()
                          : choice->currentText();
}

} // namespace

StreamsPopup::StreamsPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_ui(std::make_unique<Ui::StreamsPopup>())
{
    m_ui->setupUi(this);
    addBrowser(m_ui->inputPath, m_ui->input, true);
    addBrowser(m_ui->outputPath, m_ui->output, false);
    addBrowser(m_ui->errorPath, m_ui->error, false);
    describeExactOrder();
    connect(m_ui->exactOrder, &QCheckBox::toggled, this, &StreamsPopup::changed);
    connect(m_ui->reset, &QAbstractButton::clicked, this, [this] { setSpec({}); });
    connect(m_ui->done, &QAbstractButton::clicked, this, &QWidget::hide);
    update();
}

StreamsPopup::~StreamsPopup() = default;

void StreamsPopup::describeExactOrder()
{
    m_ui->exactOrder->setEnabled(ExactOrder::isSupported());
    m_ui->exactOrderText->setText(
        ExactOrder::isSupported()
            ? tr("Every line is shown in the order of writing, with the process that wrote it. "
                 "This "
                 "has two costs: a program that opens /dev/stdout or /dev/stderr by name fails "
                 "with "
                 "\"No such device or address\", and a single write that is larger than the buffer "
                 "of a socket fails with \"Message too long\".")
            : tr("This system does not tell in which order a program wrote to two streams."));
    m_ui->exactOrder->setAccessibleDescription(m_ui->exactOrderText->text());
}

void StreamsPopup::addBrowser(QLineEdit *field, const QComboBox *choice, bool isInput)
{
    connect(choice, &QComboBox::currentIndexChanged, this, &StreamsPopup::update);
    connect(field, &QLineEdit::textChanged, this, &StreamsPopup::changed);
    QAction *browse = field->addAction(namedIcon(QStringLiteral("folder")),
                                       QLineEdit::TrailingPosition);
    browse->setText(tr("Choose a file"));
    browse->setToolTip(tr("Choose a file"));
    connect(browse, &QAction::triggered, this, [this, field, isInput] {
        auto *dialog = new QFileDialog(parentWidget(), tr("Choose a File"), field->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(isInput ? QFileDialog::AcceptOpen : QFileDialog::AcceptSave);
        dialog->setFileMode(isInput ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
        dialog->setOption(QFileDialog::DontConfirmOverwrite); // the popup says what happens to it
        connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
        connect(dialog, &QDialog::finished, this, &QWidget::show);
        hide();
        dialog->open();
    });
}

void StreamsPopup::setSpec(const LaunchSpec &spec)
{
    m_ui->input->setCurrentIndex(int(spec.input));
    m_ui->inputPath->setText(OsString(spec.inputPath).toString());
    m_ui->output->setCurrentIndex(int(spec.output));
    m_ui->outputPath->setText(OsString(spec.outputPath).toString());
    m_ui->error->setCurrentIndex(spec.mergeError ? MergedIndex : int(spec.error));
    m_ui->errorPath->setText(OsString(spec.errorPath).toString());
    m_ui->exactOrder->setChecked(spec.exactOrder && ExactOrder::isSupported());
}

void StreamsPopup::apply(LaunchSpec *spec) const
{
    spec->input = LaunchSpec::Input(m_ui->input->currentIndex());
    if (isFile(m_ui->input))
        spec->inputPath = OsString(m_ui->inputPath->text()).bytes();
    spec->output = LaunchSpec::Output(m_ui->output->currentIndex());
    if (isFile(m_ui->output))
        spec->outputPath = OsString(m_ui->outputPath->text()).bytes();
    spec->mergeError = m_ui->error->currentIndex() == MergedIndex;
    if (!spec->mergeError)
        spec->error = LaunchSpec::Output(m_ui->error->currentIndex());
    if (isFile(m_ui->error))
        spec->errorPath = OsString(m_ui->errorPath->text()).bytes();
    spec->exactOrder = m_ui->exactOrder->isChecked();
}

int StreamsPopup::changeCount() const
{
    return int(m_ui->input->currentIndex() != 0) + int(m_ui->output->currentIndex() != 0)
        + int(m_ui->error->currentIndex() != 0) + int(m_ui->exactOrder->isChecked());
}

QString StreamsPopup::summary() const
{
    const QString streams = tr("Standard input: %1\nStandard output: %2\nStandard error: %3")
                                .arg(described(m_ui->input, m_ui->inputPath),
                                     described(m_ui->output, m_ui->outputPath),
                                     described(m_ui->error, m_ui->errorPath));
    return m_ui->exactOrder->isChecked() ? streams + u'\n' + tr("Order of both: exact") : streams;
}

void StreamsPopup::showBelow(const QWidget *button)
{
    adjustSize();
    QPoint place = button->mapToGlobal(QPoint(button->width() - width(), button->height() + 2));
    const QRect room = button->screen()->availableGeometry();
    place.setX(qBound(room.left(), place.x(), room.right() - width()));
    move(place);
    show();
    m_ui->input->setFocus();
}

void StreamsPopup::update()
{
    m_ui->inputPath->setEnabled(isFile(m_ui->input));
    m_ui->outputPath->setEnabled(isFile(m_ui->output));
    m_ui->errorPath->setEnabled(isFile(m_ui->error));
    Q_EMIT changed();
}

} // namespace Spawnscope

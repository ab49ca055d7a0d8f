<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Spawnscope::ArgumentsDialog</name>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Each row is one argument; nothing in it is special, so no quotes are needed. Only the backslash is: \n is a line end, \t a tab, \xNN any byte, \\ a backslash.</source>
        <translation>Jede Zeile ist ein Argument; nichts darin hat eine besondere Bedeutung, also braucht es keine Anführungszeichen. Nur der Backslash hat eine: \n ist ein Zeilenende, \t ein Tabulator, \xNN ein beliebiges Byte, \\ ein Backslash.</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move D&amp;own</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
</context>
<context>
    <name>Spawnscope::ArgumentsModel</name>
    <message>
        <source>Argument</source>
        <translation>Argument</translation>
    </message>
</context>
<context>
    <name>Spawnscope::ArgvPreview</name>
    <message>
        <source>Not found: %1</source>
        <translation>Nicht gefunden: %1</translation>
    </message>
    <message>
        <source>%1 is executed with: %2</source>
        <translation>%1 wird ausgeführt mit: %2</translation>
    </message>
    <message>
        <source>What will be executed</source>
        <translation>Was ausgeführt wird</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>No program of this name was found.</source>
        <translation>Es wurde kein Programm dieses Namens gefunden.</translation>
    </message>
    <message>
        <source>Executes %1</source>
        <translation>Führt %1 aus</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Spawnscope::Capture</name>
    <message>
        <source>The run has no standard input that could be written to.</source>
        <translation>Der Lauf hat keine Standardeingabe, in die geschrieben werden könnte.</translation>
    </message>
    <message>
        <source>A single write was too large; its last %1 bytes were lost.</source>
        <translation>Ein einzelner Schreibvorgang war zu groß; seine letzten %1 Byte gingen verloren.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::CastDocument</name>
    <message>
        <source>The cast cannot be read after line %1: %2.</source>
        <translation>Die Aufzeichnung kann nach Zeile %1 nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>Line %1 of the cast is damaged. What follows it is missing.</source>
        <translation>Zeile %1 der Aufzeichnung ist beschädigt. Was auf sie folgt, fehlt.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::CloseQuestion</name>
    <message>
        <source>Commands Are Running</source>
        <translation>Befehle laufen noch</translation>
    </message>
    <message>
        <source>One command is still running.</source>
        <translation>Ein Befehl läuft noch.</translation>
    </message>
    <message numerus="yes">
        <source>%n commands are still running.</source>
        <translation>
            <numerusform>%n Befehl läuft noch.</numerusform>
            <numerusform>%n Befehle laufen noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>Commands that are left running go on without anybody who reads their output; they may be ended by that.</source>
        <translation>Befehle, die weiterlaufen, haben niemanden mehr, der ihre Ausgabe liest; das kann sie beenden.</translation>
    </message>
    <message>
        <source>&amp;Stop All</source>
        <translation>Alle &amp;stoppen</translation>
    </message>
    <message>
        <source>&amp;Leave Running</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
</context>
<context>
    <name>Spawnscope::CommandField</name>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>Spawnscope::CommandLine</name>
    <message>
        <source>&quot;%1&quot; is not an option. Put -- before a program that is to be run.</source>
        <translation>„%1“ ist keine Option. Vor ein Programm, das gestartet werden soll, gehört --.</translation>
    </message>
    <message>
        <source>There is no option &quot;%1&quot;.</source>
        <translation>Es gibt keine Option „%1“.</translation>
    </message>
    <message>
        <source>The option --cwd needs a directory.</source>
        <translation>Die Option --cwd braucht ein Verzeichnis.</translation>
    </message>
    <message>
        <source>The option %1 needs a value.</source>
        <translation>Die Option %1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>The option --env needs NAME=VALUE.</source>
        <translation>Die Option --env braucht NAME=WERT.</translation>
    </message>
    <message>
        <source>The option --unset needs the name of a variable.</source>
        <translation>Die Option --unset braucht den Namen einer Variable.</translation>
    </message>
    <message>
        <source>After -- the program is missing.</source>
        <translation>Nach -- fehlt das Programm.</translation>
    </message>
    <message>
        <source>Give either --shell or a program after --, not both.</source>
        <translation>Entweder --shell oder ein Programm nach -- angeben, nicht beides.</translation>
    </message>
    <message>
        <source>Give one shell command.</source>
        <translation>Nur einen Shell-Befehl angeben.</translation>
    </message>
    <message>
        <source>  --powershell COMMAND
                     in place of --shell: PowerShell reads the command, not cmd.exe
</source>
        <translation>  --powershell BEFEHL
                     anstelle von --shell: PowerShell liest den Befehl, nicht cmd.exe
</translation>
    </message>
    <message>
        <source>Nothing to run: give -- and a program, or --shell and a command.</source>
        <translation>Nichts auszuführen: -- und ein Programm angeben oder --shell und einen Befehl.</translation>
    </message>
    <message>
        <source>The options for a run need a command: -- and a program, or --shell.</source>
        <translation>Die Optionen für einen Lauf brauchen einen Befehl: -- und ein Programm oder --shell.</translation>
    </message>
    <message>
        <source>The option --demonstrate runs commands of its own.</source>
        <translation>Die Option --demonstrate führt eigene Befehle aus.</translation>
    </message>
    <message>
        <source>The option --demonstrate needs a file.</source>
        <translation>Die Option --demonstrate braucht eine Datei.</translation>
    </message>
    <message>
        <source>&quot;open&quot; shows files and runs nothing.</source>
        <translation>„open“ zeigt Dateien und führt nichts aus.</translation>
    </message>
    <message>
        <source>Nothing to open: give files, folders of records, or - for standard input.</source>
        <translation>Nichts zu öffnen: Dateien, Ordner von Aufzeichnungen oder - für die Standardeingabe angeben.</translation>
    </message>
    <message>
        <source>A file needs a name.</source>
        <translation>Eine Datei braucht einen Namen.</translation>
    </message>
    <message>
        <source>Standard input can be opened once only.</source>
        <translation>Die Standardeingabe kann nur einmal geöffnet werden.</translation>
    </message>
    <message>
        <source>Usage:
  spawnscope                                     open the window
  spawnscope [options] -- PROGRAM [ARGUMENT...]  open it with this program started
  spawnscope [options] --shell COMMAND           open it with this shell command started
  spawnscope run [--json] [options] (-- PROGRAM [ARGUMENT...] | --shell COMMAND)
                                                 run a command without a window
  spawnscope open FILE...                        open the window with these files shown,
                                                 or the folders of recorded runs
  ... | spawnscope open -                        show what comes through standard input

Options for a run:
  --cwd DIR          start it in this directory
  --env NAME=VALUE   set a variable of its environment
  --unset NAME       remove a variable from its environment
  --clear-env        start with an empty environment
  --terminal         run it in a terminal of its own instead of pipes
%1
Options of &quot;run&quot;:
  --json             print what happens as JSON, one object a line

Without --json, &quot;run&quot; passes the streams through as they are; with --terminal also
what is typed, key by key. Its returncode is the command&apos;s, 128+N if signal N killed
the command, 127 if there is no such program, 126 if it cannot be executed. &quot;open&quot;
returns 1 if it can open nothing.

Other options:
  -h, --help         print this text
  -v, --version      print the version and what it runs on
</source>
        <translation>Aufruf:
  spawnscope                                       das Fenster öffnen
  spawnscope [Optionen] -- PROGRAMM [ARGUMENT...]  es öffnen und dieses Programm starten
  spawnscope [Optionen] --shell BEFEHL             es öffnen und diesen Shell-Befehl starten
  spawnscope run [--json] [Optionen] (-- PROGRAMM [ARGUMENT...] | --shell BEFEHL)
                                                   einen Befehl ohne Fenster ausführen
  spawnscope open DATEI...                         das Fenster öffnen und diese Dateien zeigen
                                                   oder die Ordner aufgezeichneter Läufe
  ... | spawnscope open -                          zeigen, was durch die Standardeingabe kommt

Optionen für einen Lauf:
  --cwd VERZ         ihn in diesem Verzeichnis starten
  --env NAME=WERT    eine Variable seiner Umgebung setzen
  --unset NAME       eine Variable aus seiner Umgebung entfernen
  --clear-env        mit leerer Umgebung starten
  --terminal         in einem eigenen Terminal statt mit Pipes starten
%1
Optionen von „run“:
  --json             was geschieht, als JSON ausgeben, ein Objekt je Zeile

Ohne --json reicht „run“ die Datenströme unverändert durch, mit --terminal auch,
was getippt wird, Taste für Taste. Sein Rückgabewert ist der des Befehls, 128+N,
wenn Signal N den Befehl beendet hat, 127, wenn es das Programm nicht gibt, 126,
wenn es nicht ausgeführt werden kann. „open“ gibt 1 zurück, wenn es nichts öffnen
kann.

Weitere Optionen:
  -h, --help         diesen Text ausgeben
  -v, --version      die Version ausgeben und worauf sie läuft
</translation>
    </message>
</context>
<context>
    <name>Spawnscope::DocumentTexts</name>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>still being written</source>
        <translation>wird noch geschrieben</translation>
    </message>
    <message>
        <source>interrupted at %1; whatever it printed until then is here</source>
        <translation>unterbrochen am %1; alles, was bis dahin ausgegeben wurde, ist hier</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>gestartet am %1</translation>
    </message>
    <message>
        <source>its pid was %1</source>
        <translation>die PID war %1</translation>
    </message>
    <message>
        <source>1 signal sent</source>
        <translation>1 Signal gesendet</translation>
    </message>
    <message>
        <source>%1 signals sent</source>
        <translation>%1 Signale gesendet</translation>
    </message>
    <message>
        <source>returncode %1</source>
        <translation>Rückgabewert %1</translation>
    </message>
    <message>
        <source>stdout %1</source>
        <translation>stdout %1</translation>
    </message>
    <message>
        <source>stderr %1</source>
        <translation>stderr %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>counting lines, %1 %</source>
        <translation>Zeilen werden gezählt, %1 %</translation>
    </message>
    <message>
        <source>What comes through standard input cannot be kept: %1. Whoever writes it waits; it goes on by itself as soon as there is room.</source>
        <translation>Was durch die Standardeingabe kommt, kann nicht aufgehoben werden: %1. Wer es schreibt, wartet; es geht von selbst weiter, sobald Platz ist.</translation>
    </message>
    <message>
        <source>It could not be read any further: %1.</source>
        <translation>Weiter konnte nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>The file was cut off or replaced after it was opened. It is shown as far as it was read before.</source>
        <translation>Die Datei wurde nach dem Öffnen gekürzt oder ersetzt. Sie wird so weit gezeigt, wie sie zuvor gelesen wurde.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 may not be read.</source>
        <translation>%1 darf nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 is a folder, but not the record of a run.</source>
        <translation>%1 ist ein Ordner, aber nicht die Aufzeichnung eines Laufs.</translation>
    </message>
    <message>
        <source>The record %1 is damaged: %2 cannot be understood.</source>
        <translation>Die Aufzeichnung %1 ist beschädigt: %2 ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>%1 is a record of version %2, which this program does not know.</source>
        <translation>%1 ist eine Aufzeichnung der Version %2, die dieses Programm nicht kennt.</translation>
    </message>
    <message>
        <source>%1 could not be opened: %2.</source>
        <translation>%1 konnte nicht geöffnet werden: %2.</translation>
    </message>
    <message>
        <source>%1 is not a file that can be shown.</source>
        <translation>%1 ist keine Datei, die gezeigt werden kann.</translation>
    </message>
    <message>
        <source>being written by process %1</source>
        <translation>wird von Prozess %1 geschrieben</translation>
    </message>
</context>
<context>
    <name>Spawnscope::EmptyPage</name>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Run a command and see exactly what it does</source>
        <translation>Einen Befehl ausführen und genau sehen, was er tut</translation>
    </message>
    <message>
        <source>Type it above, or start with one of these:</source>
        <translation>Oben eintippen oder mit einem von diesen beginnen:</translation>
    </message>
    <message>
        <source>A program and its arguments, without a shell</source>
        <translation>Ein Programm und seine Argumente, ohne Shell</translation>
    </message>
    <message>
        <source>A pipeline that a shell reads</source>
        <translation>Eine Pipeline, die eine Shell liest</translation>
    </message>
    <message>
        <source>Repeats what is sent to its standard input, until EOF</source>
        <translation>Wiederholt seine Standardeingabe bis EOF</translation>
    </message>
    <message>
        <source>Run the example: %1</source>
        <translation>Beispiel ausführen: %1</translation>
    </message>
</context>
<context>
    <name>Spawnscope::EnvironmentDialog</name>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Filter variables</source>
        <translation>Variablen filtern</translation>
    </message>
    <message>
        <source>Filter by name or value</source>
        <translation>Nach Name oder Wert filtern</translation>
    </message>
    <message>
        <source>Only &amp;changes</source>
        <translation>Nur Ä&amp;nderungen</translation>
    </message>
    <message>
        <source>The command gets the variables that are added here and no others</source>
        <translation>Der Befehl bekommt die hier hinzugefügten Variablen und keine anderen</translation>
    </message>
    <message>
        <source>&amp;Inherit nothing</source>
        <translation>Nichts er&amp;ben</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>New variable</source>
        <translation>Neue Variable</translation>
    </message>
    <message>
        <source>NAME=value</source>
        <translation>NAME=Wert</translation>
    </message>
    <message>
        <source>&amp;Set Variable</source>
        <translation>Variable &amp;setzen</translation>
    </message>
    <message>
        <source>The command does not get this variable</source>
        <translation>Der Befehl bekommt diese Variable nicht</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Undo the change of this variable</source>
        <translation>Die Änderung dieser Variable zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Undo Change</source>
        <translation>Änderung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>Undo &amp;All Changes</source>
        <translation>&amp;Alle Änderungen zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
</context>
<context>
    <name>Spawnscope::EnvironmentModel</name>
    <message>
        <source>Inherited</source>
        <translation>Geerbt</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Inherited value: %1</source>
        <translation>Geerbter Wert: %1</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>Spawnscope::ExitStatus</name>
    <message>
        <source>The process exited normally.</source>
        <translation>Der Prozess hat sich normal beendet.</translation>
    </message>
    <message>
        <source>The process exited with returncode %1.</source>
        <translation>Der Prozess hat sich mit dem Rückgabewert %1 beendet.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>The process was killed by %1.</source>
        <translation>Der Prozess wurde durch %1 beendet.</translation>
    </message>
    <message>
        <source>The process was killed by %1: %2.</source>
        <translation>Der Prozess wurde durch %1 beendet: %2.</translation>
    </message>
    <message>
        <source>It dumped core.</source>
        <translation>Er hat ein Speicherabbild (core) hinterlassen.</translation>
    </message>
    <message>
        <source>The process ended, but its exit status was taken by another part of this program or discarded by the system.</source>
        <translation>Der Prozess ist zu Ende, aber sein Rückgabewert wurde von einem anderen Teil dieses Programms abgeholt oder vom System verworfen.</translation>
    </message>
    <message>
        <source>Shells report this for a command that was found but could not be executed.</source>
        <translation>Shells melden das für einen Befehl, der gefunden wurde, aber nicht ausgeführt werden konnte.</translation>
    </message>
    <message>
        <source>Shells report this for a command that was not found.</source>
        <translation>Shells melden das für einen Befehl, der nicht gefunden wurde.</translation>
    </message>
    <message>
        <source>A shell reports 128+%1 when a command in it was killed by %2.</source>
        <translation>Eine Shell meldet 128+%1, wenn ein Befehl in ihr durch %2 beendet wurde.</translation>
    </message>
    <message>
        <source>If the program is a shell or a script, 128+%1 stands for a command in it that was killed by %2.</source>
        <translation>Ist das Programm eine Shell oder ein Skript, so steht 128+%1 für einen Befehl darin, der durch %2 beendet wurde.</translation>
    </message>
    <message>
        <source>its terminal or session ended</source>
        <translation>Sein Terminal oder seine Sitzung ging zu Ende</translation>
    </message>
    <message>
        <source>it was interrupted</source>
        <translation>Er wurde unterbrochen</translation>
    </message>
    <message>
        <source>it was asked to quit with a core dump</source>
        <translation>Er sollte sich mit einem Speicherabbild (core) beenden</translation>
    </message>
    <message>
        <source>it executed an invalid instruction</source>
        <translation>Er führte einen ungültigen Maschinenbefehl aus</translation>
    </message>
    <message>
        <source>it met a breakpoint and had no debugger</source>
        <translation>Er traf auf einen Haltepunkt und hatte keinen Debugger</translation>
    </message>
    <message>
        <source>it gave up by itself, as after a failed assertion</source>
        <translation>Er gab von selbst auf, etwa nach einer verletzten Zusicherung (assert)</translation>
    </message>
    <message>
        <source>it used memory that does not exist, such as the lost part of a file</source>
        <translation>Er griff auf Speicher zu, den es nicht gibt, etwa auf den verlorenen Teil einer Datei</translation>
    </message>
    <message>
        <source>it made an arithmetic error, such as a division by zero</source>
        <translation>Er machte einen Rechenfehler, etwa eine Division durch null</translation>
    </message>
    <message>
        <source>it was killed without a chance to react</source>
        <translation>Er wurde sofort beendet, ohne reagieren zu können</translation>
    </message>
    <message>
        <source>it used memory that it does not own</source>
        <translation>Er griff auf Speicher zu, der ihm nicht gehört</translation>
    </message>
    <message>
        <source>it wrote to a pipe that nobody reads any more</source>
        <translation>Er schrieb in eine Pipe, die niemand mehr liest</translation>
    </message>
    <message>
        <source>its timer ran out</source>
        <translation>Sein Zeitgeber lief ab</translation>
    </message>
    <message>
        <source>it was asked to end</source>
        <translation>Er wurde gebeten, sich zu beenden</translation>
    </message>
    <message>
        <source>it used more processor time than its limit</source>
        <translation>Er verbrauchte mehr Prozessorzeit, als er darf</translation>
    </message>
    <message>
        <source>it wrote a file larger than its limit</source>
        <translation>Er schrieb eine größere Datei, als er darf</translation>
    </message>
    <message>
        <source>it made a system call that is not allowed</source>
        <translation>Er machte einen Systemaufruf, der nicht erlaubt ist</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>The program may have failed because of the exact order: /dev/stdout and /dev/stderr cannot be opened by name then (&quot;%1&quot;). Run it without exact order.</source>
        <translation>Das Programm könnte an der genauen Reihenfolge gescheitert sein: /dev/stdout und /dev/stderr lassen sich dabei nicht über ihren Namen öffnen („%1“). Es ohne genaue Reihenfolge ausführen.</translation>
    </message>
    <message>
        <source>The program may have failed because of the exact order: a single write cannot be of more than %1 bytes then (&quot;%2&quot;). Run it without exact order.</source>
        <translation>Das Programm könnte an der genauen Reihenfolge gescheitert sein: Ein einzelner Schreibvorgang darf dabei höchstens %1 Bytes haben („%2“). Es ohne genaue Reihenfolge ausführen.</translation>
    </message>
    <message>
        <source>The process ended with %1.</source>
        <translation>Der Prozess endete mit %1.</translation>
    </message>
    <message>
        <source>It was ended together with its session or by a debugger.</source>
        <translation>Er wurde mit seiner Sitzung oder von einem Debugger beendet.</translation>
    </message>
    <message>
        <source>It met a breakpoint and had no debugger.</source>
        <translation>Er traf auf einen Haltepunkt und hatte keinen Debugger.</translation>
    </message>
    <message>
        <source>It used memory that it does not own.</source>
        <translation>Er benutzte Speicher, der ihm nicht gehört.</translation>
    </message>
    <message>
        <source>A part of its file or memory could not be read from the disk.</source>
        <translation>Ein Teil seiner Datei oder seines Speichers konnte nicht vom Datenträger gelesen werden.</translation>
    </message>
    <message>
        <source>There was not enough memory.</source>
        <translation>Es gab nicht genug Speicher.</translation>
    </message>
    <message>
        <source>It executed an instruction that is invalid or not allowed.</source>
        <translation>Er führte einen ungültigen oder nicht erlaubten Befehl aus.</translation>
    </message>
    <message>
        <source>A library (DLL) that it needs is damaged or for another processor.</source>
        <translation>Eine Bibliothek (DLL), die er braucht, ist beschädigt oder für einen anderen Prozessor.</translation>
    </message>
    <message>
        <source>It divided by zero.</source>
        <translation>Er teilte durch null.</translation>
    </message>
    <message>
        <source>A number became too large.</source>
        <translation>Eine Zahl wurde zu groß.</translation>
    </message>
    <message>
        <source>It used up its stack, as by a recursion without end.</source>
        <translation>Er verbrauchte seinen Stapel, etwa durch eine endlose Rekursion.</translation>
    </message>
    <message>
        <source>A library (DLL) that it needs was not found.</source>
        <translation>Eine Bibliothek (DLL), die er braucht, wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>A library (DLL) that it needs is of another version: a function is missing in it.</source>
        <translation>Eine Bibliothek (DLL), die er braucht, hat eine andere Version: Ihr fehlt eine Funktion.</translation>
    </message>
    <message>
        <source>It was interrupted by Ctrl+C or Ctrl+Break, or its console was closed.</source>
        <translation>Er wurde mit Strg+C oder Strg+Untbr unterbrochen, oder seine Konsole wurde geschlossen.</translation>
    </message>
    <message>
        <source>A library (DLL) that it needs failed to set itself up.</source>
        <translation>Eine Bibliothek (DLL), die er braucht, konnte sich nicht einrichten.</translation>
    </message>
    <message>
        <source>It damaged its own memory.</source>
        <translation>Er beschädigte seinen eigenen Speicher.</translation>
    </message>
    <message>
        <source>It gave up by itself when it found itself damaged, as after abort().</source>
        <translation>Er gab von selbst auf, weil er sich beschädigt fand, wie nach abort().</translation>
    </message>
    <message>
        <source>It called a function of the C library with an invalid argument.</source>
        <translation>Er rief eine Funktion der C-Bibliothek mit einem ungültigen Argument auf.</translation>
    </message>
    <message>
        <source>It gave up by itself after a failed assertion.</source>
        <translation>Er gab nach einer verletzten Zusicherung von selbst auf.</translation>
    </message>
    <message>
        <source>The command processor reports this for a command that was not found.</source>
        <translation>Der Befehlsinterpreter meldet dies für einen Befehl, der nicht gefunden wurde.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::ExportDialog</name>
    <message>
        <source>Save Output</source>
        <translation>Ausgabe speichern</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>&amp;Everything</source>
        <translation>&amp;Alles</translation>
    </message>
    <message>
        <source>The lines that the &amp;filter shows</source>
        <translation>Die Zeilen, die der &amp;Filter zeigt</translation>
    </message>
    <message>
        <source>Se&amp;lected lines</source>
        <translation>Ausge&amp;wählte Zeilen</translation>
    </message>
    <message>
        <source>Standard &amp;output</source>
        <translation>Standarda&amp;usgabe</translation>
    </message>
    <message>
        <source>Standard e&amp;rror</source>
        <translation>Standardf&amp;ehlerausgabe</translation>
    </message>
    <message>
        <source>For&amp;mat:</source>
        <translation>For&amp;mat:</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>Du&amp;rchsuchen…</translation>
    </message>
    <message>
        <source>As printed (raw bytes)</source>
        <translation>Wie ausgegeben (rohe Bytes)</translation>
    </message>
    <message>
        <source>Exactly the bytes that the command printed, with its escape sequences.</source>
        <translation>Genau die Bytes, die der Befehl ausgegeben hat, mit seinen Escape-Sequenzen.</translation>
    </message>
    <message>
        <source>Text without colours</source>
        <translation>Text ohne Farben</translation>
    </message>
    <message>
        <source>The lines as they are shown, in UTF-8, with what was sent to the command.</source>
        <translation>Die Zeilen, wie sie gezeigt werden, in UTF-8, mit dem, was an den Befehl gesendet wurde.</translation>
    </message>
    <message>
        <source>Web page with colours (HTML)</source>
        <translation>Webseite mit Farben (HTML)</translation>
    </message>
    <message>
        <source>One page that needs no other file, light or dark as its reader prefers.</source>
        <translation>Eine Seite, die keine weitere Datei braucht, hell oder dunkel, wie es dem Leser lieber ist.</translation>
    </message>
    <message>
        <source>Records with times (JSON lines)</source>
        <translation>Datensätze mit Zeiten (JSON-Zeilen)</translation>
    </message>
    <message>
        <source>One JSON object for each line: its text, number, stream and time.</source>
        <translation>Ein JSON-Objekt für jede Zeile: ihr Text, ihre Nummer, ihr Datenstrom und ihre Zeit.</translation>
    </message>
    <message>
        <source>The se&amp;lected line</source>
        <translation>Die ausge&amp;wählte Zeile</translation>
    </message>
    <message>
        <source>The %1 se&amp;lected lines</source>
        <translation>Die %1 ausge&amp;wählten Zeilen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 ist ein Ordner.</translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>%1 gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>Er&amp;setzen</translation>
    </message>
</context>
<context>
    <name>Spawnscope::ExportStrips</name>
    <message>
        <source>%1 could not be created: %2.</source>
        <translation>%1 konnte nicht angelegt werden: %2.</translation>
    </message>
    <message>
        <source>The output was not saved. Writing %1 failed after %2: %3. What was there before is unchanged.</source>
        <translation>Die Ausgabe wurde nicht gespeichert. Das Schreiben von %1 scheiterte nach %2: %3. Was vorher dort war, ist unverändert.</translation>
    </message>
    <message>
        <source>The output was not saved. %1 could not be completed: %2. What was there before is unchanged.</source>
        <translation>Die Ausgabe wurde nicht gespeichert. %1 konnte nicht fertiggestellt werden: %2. Was vorher dort war, ist unverändert.</translation>
    </message>
    <message>
        <source>One line is no longer kept.</source>
        <translation>Eine Zeile ist nicht mehr aufgehoben.</translation>
    </message>
    <message>
        <source>%1 lines are no longer kept.</source>
        <translation>%1 Zeilen sind nicht mehr aufgehoben.</translation>
    </message>
    <message>
        <source>One line (%1) is no longer kept.</source>
        <translation>Eine Zeile (%1) ist nicht mehr aufgehoben.</translation>
    </message>
    <message>
        <source>%1 lines (%2) are no longer kept.</source>
        <translation>%1 Zeilen (%2) sind nicht mehr aufgehoben.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Stop saving %1; nothing is changed there</source>
        <translation>Das Speichern von %1 abbrechen; dort wird nichts verändert</translation>
    </message>
    <message>
        <source>Progress of saving %1</source>
        <translation>Fortschritt beim Speichern von %1</translation>
    </message>
    <message>
        <source>Saving %1 to %2: %3 written</source>
        <comment>%1 is &quot;run 3&quot;</comment>
        <translation>%1 wird in %2 gespeichert: %3 geschrieben</translation>
    </message>
    <message>
        <source>Saving %1 to %2.</source>
        <comment>%1 is &quot;run 3&quot;</comment>
        <translation>%1 wird in %2 gespeichert.</translation>
    </message>
    <message>
        <source>Saving to %1 was cancelled; nothing was changed there.</source>
        <translation>Das Speichern in %1 wurde abgebrochen; dort wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The output was saved to %1 (%2).</source>
        <translation>Die Ausgabe wurde in %1 gespeichert (%2).</translation>
    </message>
    <message>
        <source>It is not complete.</source>
        <translation>Sie ist nicht vollständig.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::FilterPane</name>
    <message>
        <source>Filtered output</source>
        <translation>Gefilterte Ausgabe</translation>
    </message>
    <message>
        <source>Text that lines are to contain</source>
        <translation>Text, den Zeilen enthalten sollen</translation>
    </message>
    <message>
        <source>Show lines that contain</source>
        <translation>Zeilen zeigen, die dies enthalten</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>The text is a regular expression</source>
        <translation>Der Text ist ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Show the lines that do not match</source>
        <translation>Die Zeilen ohne Treffer zeigen</translation>
    </message>
    <message>
        <source>Lines that do not match</source>
        <translation>Zeilen ohne Treffer</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Suche anhalten</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the filter</source>
        <translation>Filter schließen</translation>
    </message>
    <message>
        <source>Lines that match</source>
        <translation>Zeilen mit Treffern</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1, stopped at %2 %</source>
        <comment>%1 is &quot;3 lines&quot;</comment>
        <translation>%1, angehalten bei %2 %</translation>
    </message>
    <message>
        <source>%1, searching %2 %</source>
        <comment>%1 is &quot;3 lines&quot;</comment>
        <translation>%1, Suche bei %2 %</translation>
    </message>
    <message>
        <source>%1; the expression takes too long in %2 more</source>
        <comment>%1 is &quot;3 lines&quot;</comment>
        <translation>%1; in %2 weiteren dauert der Ausdruck zu lange</translation>
    </message>
    <message>
        <source>Invalid expression: %1</source>
        <translation>Ungültiger Ausdruck: %1</translation>
    </message>
    <message>
        <source>The lines that contain the text come here.</source>
        <translation>Hier erscheinen die Zeilen, die den Text enthalten.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>No line matches.</source>
        <translation>Keine Zeile hat einen Treffer.</translation>
    </message>
    <message>
        <source>%1; 1 more has been given up with its output</source>
        <comment>%1 is &quot;3 lines&quot;</comment>
        <translation>%1; 1 weitere wurde mit ihrer Ausgabe aufgegeben</translation>
    </message>
    <message>
        <source>%1; %2 more have been given up with their output</source>
        <comment>%1 is &quot;3 lines&quot;</comment>
        <translation>%1; %2 weitere wurden mit ihrer Ausgabe aufgegeben</translation>
    </message>
</context>
<context>
    <name>Spawnscope::FindBar</name>
    <message>
        <source>Find in output</source>
        <translation>In der Ausgabe suchen</translation>
    </message>
    <message>
        <source>Text to find</source>
        <translation>Gesuchter Text</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>The text is a regular expression</source>
        <translation>Der Text ist ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation>Voriger Treffer (Umschalt+Eingabetaste)</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>Nächster Treffer (Eingabetaste)</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>Suchleiste schließen</translation>
    </message>
    <message>
        <source>Invalid expression: %1</source>
        <translation>Ungültiger Ausdruck: %1</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, from the start again</source>
        <translation>%1, wieder von vorn</translation>
    </message>
    <message>
        <source>%1, from the end again</source>
        <translation>%1, wieder vom Ende</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Suche anhalten</translation>
    </message>
    <message>
        <source>Show the lines that match in a view of their own</source>
        <translation>Die Zeilen mit Treffern in einer eigenen Ansicht zeigen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Highlight this from now on</source>
        <translation>Dies von nun an hervorheben</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>Hervorheben</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keiner</translation>
    </message>
    <message>
        <source>%1, stopped at %2 %</source>
        <comment>%1 is &quot;3 of 7&quot;</comment>
        <translation>%1, angehalten bei %2 %</translation>
    </message>
    <message>
        <source>%1, searching %2 %</source>
        <comment>%1 is &quot;3 of 7&quot;</comment>
        <translation>%1, Suche bei %2 %</translation>
    </message>
    <message>
        <source>%1; the expression takes too long in %2 lines</source>
        <comment>%1 is &quot;3 of 7&quot;</comment>
        <translation>%1; in %2 Zeilen dauert der Ausdruck zu lange</translation>
    </message>
    <message>
        <source>%1; 1 match more was in output that has been given up</source>
        <comment>%1 is &quot;3 of 7&quot;</comment>
        <translation>%1; 1 weiterer Treffer lag in aufgegebener Ausgabe</translation>
    </message>
    <message>
        <source>%1; %2 matches more were in output that has been given up</source>
        <comment>%1 is &quot;3 of 7&quot;</comment>
        <translation>%1; %2 weitere Treffer lagen in aufgegebener Ausgabe</translation>
    </message>
</context>
<context>
    <name>Spawnscope::HexPanel</name>
    <message>
        <source>Stream</source>
        <translation>Datenstrom</translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation>Standardausgabe</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>Bytes a row</source>
        <translation>Bytes je Reihe</translation>
    </message>
    <message>
        <source>Go to O&amp;ffset…</source>
        <translation>Zu O&amp;ffset gehen…</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>That is too much for the clipboard. Save the output to a file instead.</source>
        <translation>Das ist zu viel für die Zwischenablage. Die Ausgabe stattdessen in einer Datei speichern.</translation>
    </message>
    <message>
        <source>As many bytes a row as fit</source>
        <translation>So viele Bytes je Reihe wie passen</translation>
    </message>
    <message>
        <source>%1 bytes a row</source>
        <translation>%1 Byte je Reihe</translation>
    </message>
    <message>
        <source>Go to Offset</source>
        <translation>Zu Offset gehen</translation>
    </message>
    <message>
        <source>Offset, such as 1200 or 0x4b0; +16 and -16 go on from here:</source>
        <translation>Offset, etwa 1200 oder 0x4b0; +16 und -16 gehen von hier aus weiter:</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an offset.</source>
        <translation>„%1“ ist kein Offset.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::HexToggle</name>
    <message>
        <source>He&amp;x</source>
        <translation>He&amp;x</translation>
    </message>
    <message>
        <source>Show the bytes of the output in place of its lines</source>
        <translation>Die Bytes der Ausgabe statt ihrer Zeilen zeigen</translation>
    </message>
    <message>
        <source>Show as &amp;Hex</source>
        <translation>Als &amp;Hex zeigen</translation>
    </message>
    <message>
        <source>This looks like binary output. Show it as hex?</source>
        <translation>Das sieht nach binärer Ausgabe aus. Als Hex zeigen?</translation>
    </message>
</context>
<context>
    <name>Spawnscope::HexView</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>no bytes</source>
        <translation>keine Bytes</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
    <message>
        <source>%1 selected, from 0x%2 to 0x%3</source>
        <comment>%1 is &quot;12 bytes&quot;</comment>
        <translation>%1 ausgewählt, von 0x%2 bis 0x%3</translation>
    </message>
    <message>
        <source>offset 0x%1 (%2) of %3</source>
        <comment>%3 is &quot;12 bytes&quot;</comment>
        <translation>Offset 0x%1 (%2) von %3</translation>
    </message>
    <message>
        <source>This stream holds no bytes.</source>
        <translation>Dieser Datenstrom enthält keine Bytes.</translation>
    </message>
    <message>
        <source>&amp;Copy as Hex</source>
        <translation>Als Hex &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;Text</source>
        <translation>Als &amp;Text kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Go to Offset…</source>
        <translation>&amp;Zu Offset gehen…</translation>
    </message>
</context>
<context>
    <name>Spawnscope::HighlightColorBox</name>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Cyan</source>
        <translation>Cyan</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Andere…</translation>
    </message>
</context>
<context>
    <name>Spawnscope::HighlightDialog</name>
    <message>
        <source>Highlighting</source>
        <translation>Hervorhebung</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Where several rules match the same text, the upper one shows</source>
        <translation>Wo mehrere Regeln denselben Text treffen, zeigt sich die obere</translation>
    </message>
    <message>
        <source>Move U&amp;p</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Find:</source>
        <translation>&amp;Suchen:</translation>
    </message>
    <message>
        <source>&amp;Match case</source>
        <translation>&amp;Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>&amp;Whole words</source>
        <translation>Gan&amp;ze Wörter</translation>
    </message>
    <message>
        <source>Regular e&amp;xpression</source>
        <translation>&amp;Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>&amp;Text:</translation>
    </message>
    <message>
        <source>Text colour</source>
        <translation>Textfarbe</translation>
    </message>
    <message>
        <source>&amp;Background:</source>
        <translation>H&amp;intergrund:</translation>
    </message>
    <message>
        <source>Background colour</source>
        <translation>Hintergrundfarbe</translation>
    </message>
    <message>
        <source>Applies t&amp;o:</source>
        <translation>&amp;Wirkt auf:</translation>
    </message>
    <message>
        <source>&amp;Example (type here to try):</source>
        <translation>&amp;Beispiel (zum Ausprobieren hier tippen):</translation>
    </message>
    <message>
        <source>What matches</source>
        <translation>Den Treffer</translation>
    </message>
    <message>
        <source>The whole line</source>
        <translation>Die ganze Zeile</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>Invalid expression: %1</source>
        <translation>Ungültiger Ausdruck: %1</translation>
    </message>
</context>
<context>
    <name>Spawnscope::HighlightRules</name>
    <message>
        <source>Fatal errors</source>
        <translation>Fatale Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Successes</source>
        <translation>Erfolge</translation>
    </message>
    <message>
        <source>Hexadecimal numbers</source>
        <translation>Hexadezimalzahlen</translation>
    </message>
    <message>
        <source>Debugging messages</source>
        <translation>Debug-Meldungen</translation>
    </message>
</context>
<context>
    <name>Spawnscope::HighlightRulesModel</name>
    <message>
        <source>Invalid expression: %1</source>
        <translation>Ungültiger Ausdruck: %1</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Whole line</source>
        <translation>Ganze Zeile</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>Wirkt auf</translation>
    </message>
</context>
<context>
    <name>Spawnscope::InputBar</name>
    <message>
        <source>Input bar</source>
        <translation>Eingabeleiste</translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation>&amp;Eingabe</translation>
    </message>
    <message>
        <source>Line for standard input</source>
        <translation>Zeile für die Standardeingabe</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send this line to the standard input (Enter)</source>
        <translation>Diese Zeile an die Standardeingabe senden (Eingabetaste)</translation>
    </message>
    <message>
        <source>Send file</source>
        <translation>Datei senden</translation>
    </message>
    <message>
        <source>Send the content of a file to the standard input</source>
        <translation>Den Inhalt einer Datei an die Standardeingabe senden</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Send EOF</source>
        <translation>EOF senden</translation>
    </message>
    <message>
        <source>Close the standard input, so that the command sees its end (Ctrl+D)</source>
        <translation>Die Standardeingabe schließen, sodass der Befehl ihr Ende sieht (Strg+D)</translation>
    </message>
    <message>
        <source>EOF</source>
        <translation>EOF</translation>
    </message>
    <message>
        <source>No run is selected.</source>
        <translation>Kein Lauf ist ausgewählt.</translation>
    </message>
    <message>
        <source>The standard input is a file.</source>
        <translation>Die Standardeingabe ist eine Datei.</translation>
    </message>
    <message>
        <source>The standard input is /dev/null.</source>
        <translation>Die Standardeingabe ist /dev/null.</translation>
    </message>
    <message>
        <source>EOF was sent: the standard input is closed.</source>
        <translation>EOF wurde gesendet: Die Standardeingabe ist geschlossen.</translation>
    </message>
    <message>
        <source>The command has closed its standard input.</source>
        <translation>Der Befehl hat seine Standardeingabe geschlossen.</translation>
    </message>
    <message>
        <source>The command is being started.</source>
        <translation>Der Befehl wird gestartet.</translation>
    </message>
    <message>
        <source>The command is not running.</source>
        <translation>Der Befehl läuft nicht.</translation>
    </message>
    <message>
        <source>Type a line for the standard input and press Enter</source>
        <translation>Zeile für die Standardeingabe eintippen und Eingabetaste drücken</translation>
    </message>
    <message>
        <source>Send a File to the Standard Input</source>
        <translation>Eine Datei an die Standardeingabe senden</translation>
    </message>
</context>
<context>
    <name>Spawnscope::InputFeeder</name>
    <message>
        <source>Standard input was closed already.</source>
        <translation>Die Standardeingabe wurde schon geschlossen.</translation>
    </message>
    <message>
        <source>The process does not read its standard input any more.</source>
        <translation>Der Prozess liest seine Standardeingabe nicht mehr.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a regular file and cannot be sent.</source>
        <translation>„%1“ ist keine reguläre Datei und kann nicht gesendet werden.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 bytes of &quot;%2&quot; are being sent to standard input.</source>
        <translation>%1 Byte von „%2“ werden an die Standardeingabe gesendet.</translation>
    </message>
    <message>
        <source>Standard input was closed.</source>
        <translation>Die Standardeingabe wurde geschlossen.</translation>
    </message>
    <message>
        <source>%1 bytes of &quot;%2&quot; were sent to standard input.</source>
        <translation>%1 Byte von „%2“ wurden an die Standardeingabe gesendet.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was not sent to its end: the command reads no more of it.</source>
        <translation>„%1“ wurde nicht bis zum Ende gesendet: Der Befehl liest nichts mehr davon.</translation>
    </message>
    <message>
        <source>Not all of the input could be delivered: the process reads no more of it.</source>
        <translation>Nicht die ganze Eingabe konnte zugestellt werden: Der Prozess liest nichts mehr davon.</translation>
    </message>
    <message>
        <source>Nothing was sent: the program reads whole lines, and a terminal keeps no more than 4095 bytes of one.</source>
        <translation>Es wurde nichts gesendet: Das Programm liest ganze Zeilen, und ein Terminal behält von einer nicht mehr als 4095 Bytes.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::LaunchBar</name>
    <message>
        <source>Launch bar</source>
        <translation>Startleiste</translation>
    </message>
    <message>
        <source>The words are given to the program as they are. No shell reads them.</source>
        <translation>Das Programm bekommt die Wörter so, wie sie dastehen. Keine Shell liest sie.</translation>
    </message>
    <message>
        <source>Exec</source>
        <translation>Exec</translation>
    </message>
    <message>
        <source>A shell reads the line: pipes, redirections, variables and wildcards work.</source>
        <translation>Eine Shell liest die Zeile: Pipes, Umleitungen, Variablen und Platzhalter wirken.</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>PowerShell</source>
        <translation>PowerShell</translation>
    </message>
    <message>
        <source>&amp;PowerShell</source>
        <translation>&amp;PowerShell</translation>
    </message>
    <message>
        <source>&amp;Command Processor (cmd.exe)</source>
        <translation>&amp;Befehlsinterpreter (cmd.exe)</translation>
    </message>
    <message>
        <source>The command. Up and Down go through the history, Tab completes.</source>
        <translation>Der Befehl. Pfeil auf und Pfeil ab gehen durch den Verlauf, Tab vervollständigt.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Type a command and press Enter</source>
        <translation>Befehl eintippen und Eingabetaste drücken</translation>
    </message>
    <message>
        <source>Switch to Shell</source>
        <translation>Zu Shell wechseln</translation>
    </message>
    <message>
        <source>Let a shell read this line</source>
        <translation>Diese Zeile von einer Shell lesen lassen</translation>
    </message>
    <message>
        <source>&amp;Directory</source>
        <translation>&amp;Verzeichnis</translation>
    </message>
    <message>
        <source>The directory the command is started in</source>
        <translation>Das Verzeichnis, in dem der Befehl gestartet wird</translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation>Arbeitsverzeichnis</translation>
    </message>
    <message>
        <source>Choose a directory</source>
        <translation>Ein Verzeichnis wählen</translation>
    </message>
    <message>
        <source>Edit the arguments one by one</source>
        <translation>Die Argumente einzeln bearbeiten</translation>
    </message>
    <message>
        <source>Edit arguments</source>
        <translation>Argumente bearbeiten</translation>
    </message>
    <message>
        <source>Arguments…</source>
        <translation>Argumente…</translation>
    </message>
    <message>
        <source>The variables the command gets</source>
        <translation>Die Variablen, die der Befehl bekommt</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Environment…</source>
        <translation>Umgebung…</translation>
    </message>
    <message>
        <source>Where the standard streams lead</source>
        <translation>Wohin die Standard-Datenströme führen</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Datenströme</translation>
    </message>
    <message>
        <source>Streams…</source>
        <translation>Datenströme…</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>The backslash at the end stands before nothing.</source>
        <translation>Nach dem Backslash am Ende steht nichts.</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What was run before, with its directory, environment and streams</source>
        <translation>Was zuvor ausgeführt wurde, mit Verzeichnis, Umgebung und Datenströmen</translation>
    </message>
    <message>
        <source>Type a command first.</source>
        <translation>Zuerst einen Befehl eintippen.</translation>
    </message>
    <message>
        <source>What a shell is given will be shown here.</source>
        <translation>Hier erscheint, was eine Shell bekommt.</translation>
    </message>
    <message>
        <source>Each argument will be shown here as the program gets it.</source>
        <translation>Hier erscheint jedes Argument so, wie das Programm es bekommt.</translation>
    </message>
    <message>
        <source>The first word, the program, is empty.</source>
        <translation>Das erste Wort, das Programm, ist leer.</translation>
    </message>
    <message>
        <source>Start the command (%1 or Enter)</source>
        <translation>Den Befehl starten (%1 oder Eingabetaste)</translation>
    </message>
    <message>
        <source>This cannot run yet. %1</source>
        <translation>Das kann noch nicht starten. %1</translation>
    </message>
    <message>
        <source>“%1” is %2: only a shell understands it.</source>
        <translation>„%1“ ist %2: Das versteht nur eine Shell.</translation>
    </message>
    <message>
        <source>Environment · %1</source>
        <translation>Umgebung · %1</translation>
    </message>
    <message>
        <source>Environment, %1 changed</source>
        <translation>Umgebung, %1 geändert</translation>
    </message>
    <message>
        <source>Streams · %1</source>
        <translation>Datenströme · %1</translation>
    </message>
    <message>
        <source>Nothing was run yet</source>
        <translation>Noch nichts ausgeführt</translation>
    </message>
    <message>
        <source>&amp;Reset to the Directory of Spawnscope</source>
        <translation>Auf das Verzeichnis von Spawnscope &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Working Directory</source>
        <translation>Arbeitsverzeichnis</translation>
    </message>
    <message>
        <source>Run in a &amp;Terminal</source>
        <translation>In einem &amp;Terminal starten</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Give the command a terminal in place of pipes</source>
        <translation>Dem Befehl ein Terminal statt Pipes geben</translation>
    </message>
    <message>
        <source>Run the command in a terminal this time</source>
        <translation>Den Befehl dieses Mal in einem Terminal ausführen</translation>
    </message>
    <message>
        <source>Terminal in &amp;Place of Pipes</source>
        <translation>Terminal statt &amp;Pipes</translation>
    </message>
</context>
<context>
    <name>Spawnscope::LaunchSpec</name>
    <message>
        <source>Windows PowerShell reads this command, and is not to be had on this system.</source>
        <translation>Diesen Befehl liest Windows PowerShell, und die gibt es auf diesem System nicht.</translation>
    </message>
    <message>
        <source>In a terminal, standard input cannot come from elsewhere.</source>
        <translation>In einem Terminal kann die Standardeingabe nicht anderswoher kommen.</translation>
    </message>
    <message>
        <source>In a terminal, standard output cannot go elsewhere.</source>
        <translation>In einem Terminal kann die Standardausgabe nicht anderswohin gehen.</translation>
    </message>
    <message>
        <source>The exact order of two streams is not to be had in a terminal, where they are one.</source>
        <translation>Die genaue Reihenfolge zweier Ströme ist in einem Terminal nicht zu haben, denn dort sind sie einer.</translation>
    </message>
    <message>
        <source>Standard error can go with standard output or have a pipe of its own, not both.</source>
        <translation>Die Fehlerausgabe kann mit der Standardausgabe gehen oder eine eigene Pipe haben, nicht beides.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::LinkFollower</name>
    <message>
        <source>&amp;Open File</source>
        <translation>Datei ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Open Link</source>
        <translation>Link ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Copy File &amp;Name</source>
        <translation>Datei&amp;namen kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
</context>
<context>
    <name>Spawnscope::LossQuestion</name>
    <message>
        <source>Output Would Be Lost</source>
        <translation>Ausgabe ginge verloren</translation>
    </message>
    <message>
        <source>Output still waits until there is room on the disk.</source>
        <translation>Ausgabe wartet noch, bis auf dem Datenträger Platz ist.</translation>
    </message>
    <message>
        <source>When the window is closed now, it is lost:</source>
        <translation>Wird das Fenster jetzt geschlossen, geht sie verloren:</translation>
    </message>
    <message>
        <source>When it is taken from the list now, it is lost:</source>
        <translation>Wird der Eintrag jetzt aus der Liste genommen, geht sie verloren:</translation>
    </message>
    <message>
        <source>at least %1 of &quot;%2&quot;</source>
        <translation>mindestens %1 von „%2“</translation>
    </message>
    <message>
        <source>and output of %1 more</source>
        <translation>und Ausgabe von %1 weiteren</translation>
    </message>
    <message>
        <source>&amp;Keep Open</source>
        <translation>&amp;Offen lassen</translation>
    </message>
    <message>
        <source>&amp;Keep It</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>&amp;Discard and Close</source>
        <translation>&amp;Verwerfen und schließen</translation>
    </message>
    <message>
        <source>&amp;Discard and Remove</source>
        <translation>&amp;Verwerfen und entfernen</translation>
    </message>
</context>
<context>
    <name>Spawnscope::MainWindow</name>
    <message>
        <source>Spawnscope</source>
        <translation>Spawnscope</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>Menüleiste</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Status bar</source>
        <translation>Statusleiste</translation>
    </message>
    <message>
        <source>The settings could not be read from %1. Until they are chosen anew, runs are not recorded and no records are deleted.</source>
        <translation>Die Einstellungen konnten nicht aus %1 gelesen werden. Bis sie neu gewählt sind, werden Läufe nicht aufgezeichnet und keine Aufzeichnungen gelöscht.</translation>
    </message>
    <message>
        <source>The settings hold only until Spawnscope is closed. %1 could not be written.</source>
        <translation>Die Einstellungen gelten nur, bis Spawnscope geschlossen wird. %1 konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The history of commands could not be read from %1: %2.</source>
        <translation>Der Befehlsverlauf konnte nicht aus %1 gelesen werden: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>run %1: %2, %3</source>
        <translation>Lauf %1: %2, %3</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>the oldest %1 lines were dropped</source>
        <translation>die ältesten %1 Zeilen wurden verworfen</translation>
    </message>
    <message>
        <source>following</source>
        <translation>folgt dem Ende</translation>
    </message>
    <message>
        <source>not following</source>
        <translation>folgt nicht</translation>
    </message>
    <message>
        <source>The window closes as soon as everything has stopped.</source>
        <translation>Das Fenster schließt sich, sobald alles gestoppt ist.</translation>
    </message>
    <message>
        <source>&amp;New Command</source>
        <translation>&amp;Neuer Befehl</translation>
    </message>
    <message>
        <source>Go to the command field</source>
        <translation>Zum Befehlsfeld gehen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Find Ne&amp;xt</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find Pre&amp;vious</source>
        <translation>&amp;Rückwärts suchen</translation>
    </message>
    <message>
        <source>Filter &amp;Runs</source>
        <translation>&amp;Läufe filtern</translation>
    </message>
    <message>
        <source>&amp;Previous Run</source>
        <translation>&amp;Voriger Lauf</translation>
    </message>
    <message>
        <source>&amp;Next Run</source>
        <translation>&amp;Nächster Lauf</translation>
    </message>
    <message>
        <source>Runs &amp;Beside the Output</source>
        <translation>&amp;Läufe neben der Ausgabe</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Reset Zoom</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>&amp;About Spawnscope</source>
        <translation>&amp;Über Spawnscope</translation>
    </message>
    <message>
        <source>About Spawnscope</source>
        <translation>Über Spawnscope</translation>
    </message>
    <message>
        <source>Spawnscope %1</source>
        <translation>Spawnscope %1</translation>
    </message>
    <message>
        <source>Shows exactly what a command does.
Free software under the MIT licence.</source>
        <translation>Zeigt genau, was ein Befehl tut.
Freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>%1 is not a history of commands. A new one begins; the file was kept as %1.broken.</source>
        <translation>%1 ist kein Befehlsverlauf. Ein neuer beginnt; die Datei wurde als %1.broken aufgehoben.</translation>
    </message>
    <message>
        <source>Commands are remembered only until Spawnscope is closed. %1 could not be written: %2.</source>
        <translation>Befehle bleiben nur gemerkt, bis Spawnscope geschlossen wird. %1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Output Is Being Saved</source>
        <translation>Ausgabe wird gespeichert</translation>
    </message>
    <message>
        <source>Output is still being saved.</source>
        <translation>Es wird noch Ausgabe gespeichert.</translation>
    </message>
    <message>
        <source>When it is cancelled, the files stay as they were before.</source>
        <translation>Wird das abgebrochen, bleiben die Dateien, wie sie vorher waren.</translation>
    </message>
    <message>
        <source>Close &amp;When Saved</source>
        <translation>&amp;Nach dem Speichern schließen</translation>
    </message>
    <message>
        <source>&amp;Stop Saving and Close</source>
        <translation>Speichern ab&amp;brechen und schließen</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Show files as if a command had printed them</source>
        <translation>Dateien zeigen, als hätte ein Befehl sie ausgegeben</translation>
    </message>
    <message>
        <source>Open &amp;Record…</source>
        <translation>&amp;Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Show a run that was recorded earlier; choose its folder</source>
        <translation>Einen früher aufgezeichneten Lauf zeigen; dazu seinen Ordner wählen</translation>
    </message>
    <message>
        <source>Open Files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Open the Record of a Run</source>
        <translation>Die Aufzeichnung eines Laufs öffnen</translation>
    </message>
    <message>
        <source>Old records of runs could not be deleted. %1: %2.</source>
        <translation>Alte Aufzeichnungen von Läufen konnten nicht gelöscht werden. %1: %2.</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>Change where and how much of runs is recorded</source>
        <translation>Ändern, wo und wie viel von Läufen aufgezeichnet wird</translation>
    </message>
</context>
<context>
    <name>Spawnscope::MessageStrip</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OpenPaths</name>
    <message>
        <source>Standard input is a terminal. Send something to it, as in: ls | spawnscope open -</source>
        <translation>Die Standardeingabe ist ein Terminal. Etwas hineinsenden, etwa so: ls | spawnscope open -</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputActions</name>
    <message>
        <source>&amp;Timestamps</source>
        <translation>Zeits&amp;tempel</translation>
    </message>
    <message>
        <source>&amp;Bookmarks</source>
        <translation>L&amp;esezeichen</translation>
    </message>
    <message>
        <source>&amp;Go to Line or Time…</source>
        <translation>Zu &amp;Zeile oder Zeit gehen…</translation>
    </message>
    <message>
        <source>Go to a line by its number, or to when it came</source>
        <translation>Zu einer Zeile nach ihrer Nummer gehen oder danach, wann sie kam</translation>
    </message>
    <message>
        <source>Copy &amp;As Shown</source>
        <translation>Wie an&amp;gezeigt kopieren</translation>
    </message>
    <message>
        <source>Copy the selected output with the times and numbers before it</source>
        <translation>Die ausgewählte Ausgabe mit den Zeiten und Nummern davor kopieren</translation>
    </message>
    <message>
        <source>Show &amp;Timestamps</source>
        <translation>&amp;Zeitstempel zeigen</translation>
    </message>
    <message>
        <source>Show when each line came</source>
        <translation>Zeigen, wann jede Zeile kam</translation>
    </message>
    <message>
        <source>Since the &amp;Start</source>
        <translation>Seit dem &amp;Start</translation>
    </message>
    <message>
        <source>Since the &amp;Line Before</source>
        <translation>Seit der &amp;vorigen Zeile</translation>
    </message>
    <message>
        <source>Time of &amp;Day</source>
        <translation>&amp;Uhrzeit</translation>
    </message>
    <message>
        <source>&amp;Set or Remove Bookmark</source>
        <translation>Lesezeichen &amp;setzen oder entfernen</translation>
    </message>
    <message>
        <source>Mark the line where the selection ends, or the one at the top</source>
        <translation>Die Zeile merken, in der die Auswahl endet, oder die oberste</translation>
    </message>
    <message>
        <source>&amp;Next Bookmark</source>
        <translation>&amp;Nächstes Lesezeichen</translation>
    </message>
    <message>
        <source>&amp;Previous Bookmark</source>
        <translation>&amp;Voriges Lesezeichen</translation>
    </message>
    <message>
        <source>&amp;Remove All Bookmarks</source>
        <translation>&amp;Alle Lesezeichen entfernen</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputCopyReport</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Copy Its Name</source>
        <translation>Dateinamen kopieren</translation>
    </message>
    <message>
        <source>The selection is being copied: %1 so far.</source>
        <translation>Die Auswahl wird kopiert: bisher %1.</translation>
    </message>
    <message>
        <source>The selection is too much for the clipboard. It is being written to a file: %1 so far.</source>
        <translation>Die Auswahl ist zu viel für die Zwischenablage. Sie wird in eine Datei geschrieben: bisher %1.</translation>
    </message>
    <message>
        <source>The selection (%1) is on the clipboard.</source>
        <translation>Die Auswahl (%1) ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The selection (%1) is too much for the clipboard. It was written to %2.</source>
        <translation>Die Auswahl (%1) ist zu viel für die Zwischenablage. Sie wurde in %2 geschrieben.</translation>
    </message>
    <message>
        <source>The selection is too much for the clipboard, and it could not be written to %1: %2.</source>
        <translation>Die Auswahl ist zu viel für die Zwischenablage und konnte nicht in %1 geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputEncodingMenu</name>
    <message>
        <source>&amp;Western European</source>
        <translation>&amp;Westeuropäisch</translation>
    </message>
    <message>
        <source>&amp;Central European</source>
        <translation>&amp;Mitteleuropäisch</translation>
    </message>
    <message>
        <source>&amp;Northern European</source>
        <translation>&amp;Nordeuropäisch</translation>
    </message>
    <message>
        <source>C&amp;yrillic</source>
        <translation>&amp;Kyrillisch</translation>
    </message>
    <message>
        <source>&amp;Greek</source>
        <translation>&amp;Griechisch</translation>
    </message>
    <message>
        <source>&amp;Turkish</source>
        <translation>&amp;Türkisch</translation>
    </message>
    <message>
        <source>&amp;Hebrew</source>
        <translation>&amp;Hebräisch</translation>
    </message>
    <message>
        <source>&amp;Arabic</source>
        <translation>&amp;Arabisch</translation>
    </message>
    <message>
        <source>&amp;South-East Asian</source>
        <translation>Süd&amp;ostasiatisch</translation>
    </message>
    <message>
        <source>&amp;Japanese</source>
        <translation>&amp;Japanisch</translation>
    </message>
    <message>
        <source>C&amp;hinese</source>
        <translation>&amp;Chinesisch</translation>
    </message>
    <message>
        <source>&amp;Korean</source>
        <translation>Ko&amp;reanisch</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>Zei&amp;chenkodierung</translation>
    </message>
    <message>
        <source>&amp;UTF-8</source>
        <translation>&amp;UTF-8</translation>
    </message>
    <message>
        <source>That of the S&amp;ystem</source>
        <translation>Die des &amp;Systems</translation>
    </message>
    <message>
        <source>UTF-16 and UTF-32 cannot be shown as lines</source>
        <translation>UTF-16 und UTF-32 können nicht als Zeilen gezeigt werden</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputGoToBar</name>
    <message>
        <source>Go to a place in the output</source>
        <translation>Zu einer Stelle der Ausgabe gehen</translation>
    </message>
    <message>
        <source>Line or time to go to</source>
        <translation>Zeile oder Zeit, zu der es gehen soll</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehen</translation>
    </message>
    <message>
        <source>Go there (Enter)</source>
        <translation>Dorthin gehen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin gehen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the bar</source>
        <translation>Leiste schließen</translation>
    </message>
    <message>
        <source>There is no such place in this output.</source>
        <translation>Diese Stelle gibt es in dieser Ausgabe nicht.</translation>
    </message>
    <message>
        <source>This is neither a line nor a time.</source>
        <translation>Das ist weder eine Zeile noch eine Zeit.</translation>
    </message>
    <message>
        <source>1200, +5, 50 %, 12:34:56, +1.5 s, 90 s since start</source>
        <translation>1200, +5, 50 %, 12:34:56, +1,5 s, 90 s</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputGutter</name>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Line %1 goes on here, %2</source>
        <translation>Zeile %1 geht hier weiter, %2</translation>
    </message>
    <message>
        <source>Line %1, %2</source>
        <translation>Zeile %1, %2</translation>
    </message>
    <message>
        <source>Arrived %1</source>
        <translation>Eingetroffen am %1</translation>
    </message>
    <message>
        <source>%1 s since the start</source>
        <translation>%1 s seit dem Start</translation>
    </message>
    <message>
        <source>%1 s since the row before</source>
        <translation>%1 s seit der vorigen Zeile</translation>
    </message>
    <message>
        <source>Written by process %1</source>
        <translation>Geschrieben von Prozess %1</translation>
    </message>
    <message>
        <source>Begins at byte %1 of %2</source>
        <translation>Beginnt bei Byte %1 von %2</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputPainter</name>
    <message numerus="yes">
        <source>⟲ %Ln updates</source>
        <extracomment>How often a progress line was written over, shown after it</extracomment>
        <translation>
            <numerusform>⟲ %Ln-mal überschrieben</numerusform>
            <numerusform>⟲ %Ln-mal überschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>1 line was given up here to keep within the limit</source>
        <translation>1 Zeile wurde hier verworfen, um die Grenze einzuhalten</translation>
    </message>
    <message>
        <source>%1 lines were given up here to keep within the limit</source>
        <translation>%1 Zeilen wurden hier verworfen, um die Grenze einzuhalten</translation>
    </message>
    <message>
        <source>1 line (%1) was given up here to keep within the limit</source>
        <extracomment>a size such as 3.2 MB is in the brackets</extracomment>
        <translation>1 Zeile (%1) wurde hier verworfen, um die Grenze einzuhalten</translation>
    </message>
    <message>
        <source>%1 lines (%2) were given up here to keep within the limit</source>
        <translation>%1 Zeilen (%2) wurden hier verworfen, um die Grenze einzuhalten</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputView</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Go to the end and follow the output (End)</source>
        <translation>Zum Ende gehen und der Ausgabe folgen (Ende)</translation>
    </message>
    <message>
        <source>↓ 1 new line</source>
        <translation>↓ 1 neue Zeile</translation>
    </message>
    <message>
        <source>no output</source>
        <translation>keine Ausgabe</translation>
    </message>
    <message>
        <source>line %1 of %2</source>
        <translation>Zeile %1 von %2</translation>
    </message>
    <message>
        <source>%1, following</source>
        <comment>%1 is &quot;line 3 of 7&quot;</comment>
        <translation>%1, folgt dem Ende</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>Copy &amp;As Shown</source>
        <translation>Wie an&amp;gezeigt kopieren</translation>
    </message>
    <message>
        <source>&amp;Go To…</source>
        <translation>Gehe &amp;zu…</translation>
    </message>
    <message>
        <source>Remove &amp;Bookmark</source>
        <translation>L&amp;esezeichen entfernen</translation>
    </message>
    <message>
        <source>Set &amp;Bookmark</source>
        <translation>L&amp;esezeichen setzen</translation>
    </message>
    <message>
        <source>↓ %1 new lines</source>
        <translation>↓ %1 neue Zeilen</translation>
    </message>
</context>
<context>
    <name>Spawnscope::OverviewStrip</name>
    <message>
        <source>Overview of the output</source>
        <translation>Überblick über die Ausgabe</translation>
    </message>
    <message>
        <source>lines that match: %1</source>
        <translation>Zeilen mit Treffern: %1</translation>
    </message>
    <message>
        <source>lines on stderr: %1</source>
        <translation>Zeilen auf stderr: %1</translation>
    </message>
    <message>
        <source>lines that are no longer kept: %1</source>
        <translation>nicht mehr aufgehobene Zeilen: %1</translation>
    </message>
    <message>
        <source>nothing is marked</source>
        <translation>nichts ist markiert</translation>
    </message>
    <message>
        <source>%1 lines are no longer kept</source>
        <translation>%1 Zeilen sind nicht mehr aufgehoben</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Lines %1 to %2</source>
        <translation>Zeilen %1 bis %2</translation>
    </message>
    <message>
        <source>Lines that match: %1</source>
        <translation>Zeilen mit Treffern: %1</translation>
    </message>
    <message>
        <source>Lines on stderr: %1</source>
        <translation>Zeilen auf stderr: %1</translation>
    </message>
    <message>
        <source>bookmarks: %1</source>
        <translation>Lesezeichen: %1</translation>
    </message>
    <message>
        <source>Bookmarks: %1</source>
        <translation>Lesezeichen: %1</translation>
    </message>
</context>
<context>
    <name>Spawnscope::PatternHistory</name>
    <message>
        <source>Show what was looked for before</source>
        <translation>Zeigen, was zuvor gesucht wurde</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RecordSettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Record runs on disk</source>
        <translation>Läufe auf dem Datenträger auf&amp;zeichnen</translation>
    </message>
    <message>
        <source>Without records, only the newest output of each run is kept, in memory</source>
        <translation>Ohne Aufzeichnungen wird nur die neueste Ausgabe jedes Laufs aufgehoben, im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Without records, only the newest output of each run is kept, in memory.</source>
        <translation>Ohne Aufzeichnungen wird nur die neueste Ausgabe jedes Laufs aufgehoben, im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>&amp;Open Folder</source>
        <translation>Ordner ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>Än&amp;dern…</translation>
    </message>
    <message>
        <source>Content:</source>
        <translation>Inhalt:</translation>
    </message>
    <message>
        <source>Looking at the records</source>
        <translation>Die Aufzeichnungen werden durchgesehen</translation>
    </message>
    <message>
        <source>&amp;Delete All…</source>
        <translation>Alle &amp;löschen…</translation>
    </message>
    <message>
        <source>Of &amp;each run:</source>
        <translation>Von &amp;jedem Lauf:</translation>
    </message>
    <message>
        <source>What is kept of each run</source>
        <translation>Was von jedem Lauf aufgehoben wird</translation>
    </message>
    <message>
        <source>Keep everything</source>
        <translation>Alles aufheben</translation>
    </message>
    <message>
        <source>Keep the beginning and the end, within</source>
        <translation>Anfang und Ende aufheben, höchstens</translation>
    </message>
    <message>
        <source>Keep the newest, within</source>
        <translation>Das Neueste aufheben, höchstens</translation>
    </message>
    <message>
        <source>Limit of each run</source>
        <translation>Grenze für jeden Lauf</translation>
    </message>
    <message>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <source>All &amp;together:</source>
        <translation>Alle zusa&amp;mmen:</translation>
    </message>
    <message>
        <source>When there is more, the oldest records are deleted, but none of the runs in this window</source>
        <translation>Wird es mehr, so werden die ältesten Aufzeichnungen gelöscht, aber keine der Läufe in diesem Fenster</translation>
    </message>
    <message>
        <source>at most </source>
        <translation>höchstens </translation>
    </message>
    <message>
        <source>&amp;Leave free:</source>
        <translation>F&amp;rei lassen:</translation>
    </message>
    <message>
        <source>When less of the disk is free, programs wait until there is room again</source>
        <translation>Ist auf dem Datenträger weniger frei, so warten Programme, bis wieder Platz ist</translation>
    </message>
    <message>
        <source>1 GiB, or 2 % of the disk if that is more</source>
        <translation>1 GiB oder 2 % des Datenträgers, wenn das mehr ist</translation>
    </message>
    <message>
        <source>Folder of the records: %1</source>
        <translation>Ordner der Aufzeichnungen: %1</translation>
    </message>
    <message>
        <source>Folder of the Records</source>
        <translation>Ordner der Aufzeichnungen</translation>
    </message>
    <message>
        <source>%1 could not be opened.</source>
        <translation>%1 konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The records are being counted.</source>
        <translation>Die Aufzeichnungen werden gezählt.</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>Keine Aufzeichnungen</translation>
    </message>
    <message>
        <source>Delete All Records</source>
        <translation>Alle Aufzeichnungen löschen</translation>
    </message>
    <message>
        <source>Do you want to delete all records in %1?</source>
        <translation>Alle Aufzeichnungen in %1 löschen?</translation>
    </message>
    <message>
        <source>This cannot be undone. The records of the runs in this window, and those that are being written, are kept.</source>
        <translation>Das lässt sich nicht rückgängig machen. Die Aufzeichnungen der Läufe in diesem Fenster und die, die gerade geschrieben werden, bleiben erhalten.</translation>
    </message>
    <message>
        <source>&amp;Delete All</source>
        <translation>Alle &amp;löschen</translation>
    </message>
    <message>
        <source>The records are being deleted.</source>
        <translation>Die Aufzeichnungen werden gelöscht.</translation>
    </message>
    <message>
        <source>Not every record could be deleted. %1: %2.</source>
        <translation>Nicht jede Aufzeichnung konnte gelöscht werden. %1: %2.</translation>
    </message>
    <message>
        <source>1 record, %1</source>
        <translation>1 Aufzeichnung, %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln records, %1</source>
        <translation>
            <numerusform>%Ln Aufzeichnung, %1</numerusform>
            <numerusform>%Ln Aufzeichnungen, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>1 record with %1 was deleted.</source>
        <translation>1 Aufzeichnung mit %1 wurde gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln records with %1 were deleted.</source>
        <translation>
            <numerusform>%Ln Aufzeichnung mit %1 wurde gelöscht.</numerusform>
            <numerusform>%Ln Aufzeichnungen mit %1 wurden gelöscht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Spawnscope::ReplayBar</name>
    <message>
        <source>Place in the replay</source>
        <translation>Stelle in der Wiedergabe</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>Geschwindigkeit der Wiedergabe</translation>
    </message>
    <message>
        <source>How many times as fast as it was</source>
        <translation>Wievielmal so schnell, wie es war</translation>
    </message>
    <message>
        <source>Skip Pauses</source>
        <translation>Pausen überspringen</translation>
    </message>
    <message>
        <source>Wait no longer than 2 s where nothing happened</source>
        <translation>Höchstens 2 s warten, wo nichts geschah</translation>
    </message>
    <message>
        <source>Pause the replay</source>
        <translation>Die Wiedergabe anhalten</translation>
    </message>
    <message>
        <source>Play what the terminal showed</source>
        <translation>Abspielen, was das Terminal gezeigt hat</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Where a replay is, of how long</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunActions</name>
    <message>
        <source>&amp;Stop</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>Ask the run and its group to end; kill them if they are still there after 5 s</source>
        <translation>Den Lauf und seine Prozessgruppe bitten, sich zu beenden; sofort beenden, was nach 5 s noch da ist</translation>
    </message>
    <message>
        <source>&amp;Interrupt</source>
        <translation>&amp;Unterbrechen</translation>
    </message>
    <message>
        <source>&amp;Terminate</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>A&amp;nhalten</translation>
    </message>
    <message>
        <source>Stop &amp;All</source>
        <translation>Alle st&amp;oppen</translation>
    </message>
    <message>
        <source>Stop everything that is running</source>
        <translation>Alles stoppen, was läuft</translation>
    </message>
    <message>
        <source>&amp;Rerun</source>
        <translation>&amp;Erneut ausführen</translation>
    </message>
    <message>
        <source>Run the same command again</source>
        <translation>Denselben Befehl noch einmal ausführen</translation>
    </message>
    <message>
        <source>Rerun with &amp;Changes…</source>
        <translation>Mit Än&amp;derungen erneut ausführen…</translation>
    </message>
    <message>
        <source>Put the command into the launch bar</source>
        <translation>Den Befehl in die Startleiste übernehmen</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Remove this run and its output from the list</source>
        <translation>Diesen Lauf und seine Ausgabe aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Remove &amp;Finished</source>
        <translation>Abgesch&amp;lossene entfernen</translation>
    </message>
    <message>
        <source>Remove every run that has ended, and its output</source>
        <translation>Alle Läufe entfernen, die zu Ende sind, samt ihrer Ausgabe</translation>
    </message>
    <message>
        <source>Send Si&amp;gnal</source>
        <translation>Si&amp;gnal senden</translation>
    </message>
    <message>
        <source>To the &amp;Process</source>
        <translation>An den &amp;Prozess</translation>
    </message>
    <message>
        <source>To the Process &amp;Group</source>
        <translation>An die Prozess&amp;gruppe</translation>
    </message>
    <message>
        <source>Copy Command &amp;As</source>
        <translation>Befehl ko&amp;pieren als</translation>
    </message>
    <message>
        <source>&amp;Shell Command</source>
        <translation>&amp;Shell-Befehl</translation>
    </message>
    <message>
        <source>&amp;Argument List (JSON)</source>
        <translation>&amp;Argumentliste (JSON)</translation>
    </message>
    <message>
        <source>&amp;Python Script (asyncio)</source>
        <translation>&amp;Python-Skript (asyncio)</translation>
    </message>
    <message>
        <source>&amp;Real-time</source>
        <translation>&amp;Echtzeit</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close what was opened; nothing is deleted</source>
        <translation>Schließen, was geöffnet wurde; nichts wird gelöscht</translation>
    </message>
    <message>
        <source>Remove and &amp;Delete Record</source>
        <translation>Entfernen und Auf&amp;zeichnung löschen</translation>
    </message>
    <message>
        <source>Remove this run and delete its record from the disk</source>
        <translation>Diesen Lauf entfernen und seine Aufzeichnung vom Datenträger löschen</translation>
    </message>
    <message>
        <source>Run Again with &amp;Pipes</source>
        <translation>Mit &amp;Pipes erneut starten</translation>
    </message>
    <message>
        <source>Run Again in a &amp;Terminal</source>
        <translation>In einem &amp;Terminal erneut starten</translation>
    </message>
    <message>
        <source>Run the same command again, its streams apart and without a terminal</source>
        <translation>Denselben Befehl noch einmal starten, mit getrennten Strömen und ohne Terminal</translation>
    </message>
    <message>
        <source>Run the same command again, in a terminal that shows what it draws</source>
        <translation>Denselben Befehl noch einmal starten, in einem Terminal, das zeigt, was er zeichnet</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunCommand</name>
    <message>
        <source>The output cannot be written: %1.</source>
        <translation>Die Ausgabe kann nicht geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>The command has ended, but its exit status is not known.</source>
        <translation>Der Befehl ist zu Ende, aber sein Rückgabewert ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunControls</name>
    <message>
        <source>WM_CLOSE: ask its windows to close</source>
        <translation>WM_CLOSE: seine Fenster bitten, sich zu schließen</translation>
    </message>
    <message>
        <source>TerminateProcess (%1)</source>
        <translation>TerminateProcess (%1)</translation>
    </message>
    <message>
        <source>Send Ctrl+C to the run&apos;s console</source>
        <translation>Strg+C an die Konsole des Laufs senden</translation>
    </message>
    <message>
        <source>Ask the run&apos;s windows to close</source>
        <translation>Die Fenster des Laufs bitten, sich zu schließen</translation>
    </message>
    <message>
        <source>End the process and all that it started</source>
        <translation>Den Prozess und alles, was er gestartet hat, beenden</translation>
    </message>
    <message>
        <source>Send SIGINT to the group, as Ctrl+C does in a terminal</source>
        <translation>SIGINT an die Prozessgruppe senden, wie Strg+C in einem Terminal</translation>
    </message>
    <message>
        <source>Send SIGTERM to the process</source>
        <translation>SIGTERM an den Prozess senden</translation>
    </message>
    <message>
        <source>Send SIGKILL to the group</source>
        <translation>SIGKILL an die Prozessgruppe senden: sofort beenden</translation>
    </message>
    <message>
        <source>Send SIGSTOP to the group</source>
        <translation>SIGSTOP an die Prozessgruppe senden</translation>
    </message>
    <message>
        <source>Send SIGCONT to the group</source>
        <translation>SIGCONT an die Prozessgruppe senden</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunHeader</name>
    <message>
        <source>Run header</source>
        <translation>Kopf des Laufs</translation>
    </message>
    <message>
        <source>Run actions</source>
        <translation>Aktionen des Laufs</translation>
    </message>
    <message>
        <source>Output options</source>
        <translation>Optionen der Ausgabe</translation>
    </message>
    <message>
        <source>%1, output held</source>
        <translation>%1, Ausgabe offen</translation>
    </message>
    <message>
        <source>%1 · returncode %2</source>
        <translation>%1 · Rückgabewert %2</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>PID %1</translation>
    </message>
    <message>
        <source>stdout %1</source>
        <translation>stdout %1</translation>
    </message>
    <message>
        <source>stderr %1</source>
        <translation>stderr %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 changed in the environment</source>
        <translation>%1 in der Umgebung geändert</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>Zustand: %1</translation>
    </message>
    <message>
        <source>exact order</source>
        <translation>genaue Reihenfolge</translation>
    </message>
    <message>
        <source>order of arrival</source>
        <translation>Reihenfolge des Eintreffens</translation>
    </message>
    <message>
        <source>Standard output and standard error are shown in the exact order of writing.</source>
        <translation>Standardausgabe und Standardfehlerausgabe stehen genau in der Reihenfolge, in der sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>Within each stream the order is exact. Across standard output and standard error it is the order of arrival, which may differ from that of writing.</source>
        <translation>In jedem Datenstrom ist die Reihenfolge genau. Zwischen Standardausgabe und Standardfehlerausgabe ist es die des Eintreffens, die von der des Schreibens abweichen kann.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunNotices</name>
    <message>
        <source>The disk is full: reading is paused and the program waits. It goes on by itself when there is room again.</source>
        <translation>Der Datenträger ist voll: Das Lesen ist angehalten, und das Programm wartet. Es geht von selbst weiter, sobald wieder Platz ist.</translation>
    </message>
    <message>
        <source>The output cannot be written: reading is paused and the program waits. It goes on by itself when writing succeeds.</source>
        <translation>Die Ausgabe kann nicht geschrieben werden: Das Lesen ist angehalten, und das Programm wartet. Es geht von selbst weiter, sobald das Schreiben gelingt.</translation>
    </message>
    <message>
        <source>The disk is full: the last output of the program waits until there is room again.</source>
        <translation>Der Datenträger ist voll: Die letzte Ausgabe des Programms wartet, bis wieder Platz ist.</translation>
    </message>
    <message>
        <source>The last output of the program cannot be written. It waits until writing succeeds.</source>
        <translation>Die letzte Ausgabe des Programms kann nicht geschrieben werden. Sie wartet, bis das Schreiben gelingt.</translation>
    </message>
    <message>
        <source>&amp;Give Up the Rest</source>
        <translation>Rest &amp;verwerfen</translation>
    </message>
    <message>
        <source>Wait no longer; the output that found no room is lost</source>
        <translation>Nicht länger warten; die Ausgabe, die keinen Platz fand, geht verloren</translation>
    </message>
    <message>
        <source>%1 of the output were given up because they could not be written.</source>
        <translation>%1 der Ausgabe wurden verworfen, weil sie nicht geschrieben werden konnten.</translation>
    </message>
    <message>
        <source>This run is not recorded on disk; only its newest %1 are kept.</source>
        <translation>Dieser Lauf wird nicht auf dem Datenträger aufgezeichnet; nur seine neuesten %1 bleiben aufgehoben.</translation>
    </message>
    <message>
        <source>A file of the record is as large as this program may write (ulimit -f): reading is paused and the program waits. It goes on by itself when the limit is raised.</source>
        <translation>Eine Datei der Aufzeichnung ist so groß, wie dieses Programm schreiben darf (ulimit -f): Das Lesen ist angehalten, und das Programm wartet. Es geht von selbst weiter, sobald die Grenze angehoben ist.</translation>
    </message>
    <message>
        <source>A file of the record is as large as this program may write (ulimit -f): the last output of the program waits until the limit is raised.</source>
        <translation>Eine Datei der Aufzeichnung ist so groß, wie dieses Programm schreiben darf (ulimit -f): Die letzte Ausgabe des Programms wartet, bis die Grenze angehoben ist.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunPage</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>The command is being started.</source>
        <translation>Der Befehl wird gestartet.</translation>
    </message>
    <message>
        <source>The command could not be started.</source>
        <translation>Der Befehl konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Nothing came on the stream that is chosen. All Streams shows the rest.</source>
        <translation>Auf dem gewählten Datenstrom kam nichts. „Alle Datenströme“ zeigt das Übrige.</translation>
    </message>
    <message>
        <source>No output yet.</source>
        <translation>Noch keine Ausgabe.</translation>
    </message>
    <message>
        <source>The command printed nothing.</source>
        <translation>Der Befehl hat nichts ausgegeben.</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>Dem Ende &amp;folgen</translation>
    </message>
    <message>
        <source>Keep the end of the output in view</source>
        <translation>Das Ende der Ausgabe im Blick behalten</translation>
    </message>
    <message>
        <source>&amp;Wrap Lines</source>
        <translation>&amp;Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Wrap lines that are too long</source>
        <translation>Zu lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Line &amp;Numbers</source>
        <translation>Zeilennu&amp;mmern</translation>
    </message>
    <message>
        <source>Show the number of each line</source>
        <translation>Die Nummer jeder Zeile zeigen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>Find text in the output</source>
        <translation>Text in der Ausgabe suchen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected output</source>
        <translation>Die ausgewählte Ausgabe kopieren</translation>
    </message>
    <message>
        <source>&amp;Save Output As…</source>
        <translation>Ausgabe speichern &amp;unter…</translation>
    </message>
    <message>
        <source>A&amp;ll Streams</source>
        <translation>&amp;Alle Datenströme</translation>
    </message>
    <message>
        <source>Show both streams in the order of arrival</source>
        <translation>Beide Datenströme in der Reihenfolge ihres Eintreffens zeigen</translation>
    </message>
    <message>
        <source>Standard &amp;Output</source>
        <translation>Standarda&amp;usgabe</translation>
    </message>
    <message>
        <source>Show the standard output alone</source>
        <translation>Nur die Standardausgabe zeigen</translation>
    </message>
    <message>
        <source>Standard &amp;Error</source>
        <translation>Standardf&amp;ehlerausgabe</translation>
    </message>
    <message>
        <source>Show the standard error alone</source>
        <translation>Nur die Standardfehlerausgabe zeigen</translation>
    </message>
    <message>
        <source>%1 could not be sent: %2.</source>
        <translation>%1 konnte nicht gesendet werden: %2.</translation>
    </message>
    <message>
        <source>The process has exited. Another process still holds its output open, so more may come; Kill ends it.</source>
        <translation>Der Prozess hat sich beendet. Ein anderer Prozess hält seine Ausgabe noch offen, daher kann noch etwas kommen; „Abbrechen“ beendet auch ihn.</translation>
    </message>
    <message>
        <source>Still running after the stop: %1</source>
        <translation>Läuft nach dem Stoppen noch: %1</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>Nothing has come yet.</source>
        <translation>Noch ist nichts gekommen.</translation>
    </message>
    <message>
        <source>Nothing was printed.</source>
        <translation>Es wurde nichts ausgegeben.</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>&amp;Neu laden</translation>
    </message>
    <message>
        <source>Read the file anew</source>
        <translation>Die Datei neu lesen</translation>
    </message>
    <message>
        <source>&amp;Highlighting…</source>
        <translation>&amp;Hervorhebung…</translation>
    </message>
    <message>
        <source>Colour what matters in the output</source>
        <translation>In der Ausgabe einfärben, worauf es ankommt</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Save all or part of the output, as it was printed or in another format</source>
        <translation>Die Ausgabe ganz oder teilweise speichern, so wie sie ausgegeben wurde oder in einem anderen Format</translation>
    </message>
    <message>
        <source>There is no program to open %1.</source>
        <translation>Es gibt kein Programm, das %1 öffnet.</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Fi&amp;lter…</source>
        <translation>F&amp;iltern…</translation>
    </message>
    <message>
        <source>Show the lines that contain a text in a view of their own</source>
        <translation>Die Zeilen, die einen Text enthalten, in einer eigenen Ansicht zeigen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Save These Lines As…</source>
        <translation>Diese Zeilen speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Copy as &amp;HTML</source>
        <translation>Als &amp;HTML kopieren</translation>
    </message>
    <message>
        <source>Copy the selected output with its colours</source>
        <translation>Die ausgewählte Ausgabe mit ihren Farben kopieren</translation>
    </message>
    <message>
        <source>The rules hold only until Spawnscope is closed. %1 could not be written.</source>
        <translation>Die Regeln gelten nur, bis Spawnscope geschlossen wird. %1 konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The lines are still being searched for. They can be saved when all are found, or the search is stopped.</source>
        <translation>Die Zeilen werden noch gesucht. Sie lassen sich speichern, wenn alle gefunden sind oder die Suche angehalten ist.</translation>
    </message>
    <message>
        <source>That is too much to be copied with its colours. Save it as a web page instead.</source>
        <translation>Das ist zu viel, um es mit seinen Farben zu kopieren. Es stattdessen als Webseite speichern.</translation>
    </message>
    <message>
        <source>Save Terminal Reco&amp;rding As…</source>
        <translation>Te&amp;rminalaufzeichnung speichern unter …</translation>
    </message>
    <message>
        <source>Save what went through the terminal as an asciicast</source>
        <translation>Speichert als Asciicast, was durch das Terminal ging</translation>
    </message>
    <message>
        <source>&amp;Terminal</source>
        <translation>&amp;Terminal</translation>
    </message>
    <message>
        <source>Show the terminal; without it, the text of its lines, which can be filtered and saved</source>
        <translation>Zeigt das Terminal; sonst den Text seiner Zeilen, der gefiltert und gespeichert werden kann</translation>
    </message>
    <message>
        <source>Save Terminal Recording</source>
        <translation>Terminalaufzeichnung speichern</translation>
    </message>
    <message>
        <source>Asciicasts (*.cast)</source>
        <translation>Asciicasts (*.cast)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 of the output are no longer kept; where they were, the screen is cleared.</source>
        <translation>%1 der Ausgabe sind nicht mehr vorhanden; an ihrer Stelle wird der Bildschirm geleert.</translation>
    </message>
    <message>
        <source>Bytes that are not UTF-8 became replacement characters, since an asciicast holds text.</source>
        <translation>Bytes, die kein UTF-8 sind, wurden zu Ersatzzeichen, da ein Asciicast Text enthält.</translation>
    </message>
    <message>
        <source>It is not complete.</source>
        <translation>Sie ist nicht vollständig.</translation>
    </message>
    <message>
        <source>The recording was saved to %1.</source>
        <translation>Die Aufnahme wurde in %1 gespeichert.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunState</name>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird gestoppt</translation>
    </message>
    <message>
        <source>Output held</source>
        <translation>Ausgabe offen</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Signalled</source>
        <translation>Durch Signal</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Nicht gestartet</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>The command could not be started.</source>
        <translation>Der Befehl konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Exec</source>
        <translation>Exec</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>PowerShell</source>
        <translation>PowerShell</translation>
    </message>
    <message>
        <source>The process was terminated from here.</source>
        <translation>Der Prozess wurde von hier aus beendet.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunsModel</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Whether the run is running, and how it ended</source>
        <translation>Ob der Lauf läuft und wie er endete</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>The number of the process</source>
        <translation>Die Nummer des Prozesses</translation>
    </message>
    <message>
        <source>Return code</source>
        <translation>Rückgabewert</translation>
    </message>
    <message>
        <source>The exit status, or minus the number of the signal that ended the process</source>
        <translation>Der Rückgabewert oder minus die Nummer des Signals, das den Prozess beendete</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>What was started</source>
        <translation>Was gestartet wurde</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>When the run was started</source>
        <translation>Wann der Lauf gestartet wurde</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>From the start to the exit, or until now</source>
        <translation>Vom Start bis zum Ende oder bis jetzt</translation>
    </message>
    <message>
        <source>Stdout</source>
        <translation>Stdout</translation>
    </message>
    <message>
        <source>How much came from the standard output</source>
        <translation>Wie viel von der Standardausgabe kam</translation>
    </message>
    <message>
        <source>Stderr</source>
        <translation>Stderr</translation>
    </message>
    <message>
        <source>How much came from the standard error</source>
        <translation>Wie viel von der Standardfehlerausgabe kam</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
    <message>
        <source>Exec: an argument list. Shell: a shell&apos;s program. Others were not started here</source>
        <translation>Exec: eine Argumentliste. Shell: ein Programm für eine Shell. Andere wurden nicht hier gestartet</translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunsPane</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Show the runs whose state, pid, return code or command holds these words (Ctrl+Shift+F)</source>
        <translation>Die Läufe zeigen, deren Zustand, PID, Rückgabewert oder Befehl diese Wörter enthält (Strg+Umschalt+F)</translation>
    </message>
</context>
<context>
    <name>Spawnscope::Session</name>
    <message>
        <source>What was typed meanwhile reached no program.</source>
        <translation>Was inzwischen getippt wurde, hat kein Programm erreicht.</translation>
    </message>
    <message>
        <source>Not all that was typed before the program had started reaches it: it was too much.</source>
        <translation>Nicht alles, was vor dem Start des Programms getippt wurde, erreicht es: Es war zu viel.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::ShellSyntax</name>
    <message>
        <source>the setting of a variable</source>
        <translation>das Setzen einer Variable</translation>
    </message>
    <message>
        <source>a reserved word of the shell</source>
        <translation>ein reserviertes Wort der Shell</translation>
    </message>
    <message>
        <source>a command inside of the shell</source>
        <translation>ein eingebauter Befehl der Shell</translation>
    </message>
    <message>
        <source>a line that goes on with the next</source>
        <translation>eine umgebrochene Zeile</translation>
    </message>
    <message>
        <source>a backslash that the shell removes</source>
        <translation>ein Backslash, den die Shell entfernt</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>eine Rechnung</translation>
    </message>
    <message>
        <source>the output of another command</source>
        <translation>die Ausgabe eines anderen Befehls</translation>
    </message>
    <message>
        <source>a variable</source>
        <translation>eine Variable</translation>
    </message>
    <message>
        <source>a quotation with escapes</source>
        <translation>ein Text mit Escape-Sequenzen</translation>
    </message>
    <message>
        <source>a list of commands</source>
        <translation>eine Folge von Befehlen</translation>
    </message>
    <message>
        <source>a pipe</source>
        <translation>eine Pipe</translation>
    </message>
    <message>
        <source>a redirection</source>
        <translation>eine Umleitung</translation>
    </message>
    <message>
        <source>a command in the background</source>
        <translation>ein Befehl im Hintergrund</translation>
    </message>
    <message>
        <source>a group of commands</source>
        <translation>eine Gruppe von Befehlen</translation>
    </message>
    <message>
        <source>a pattern for file names</source>
        <translation>ein Muster für Dateinamen</translation>
    </message>
    <message>
        <source>several words written as one</source>
        <translation>eine Kurzform für mehrere Wörter</translation>
    </message>
    <message>
        <source>a home directory</source>
        <translation>ein Home-Verzeichnis</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>ein Kommentar</translation>
    </message>
    <message>
        <source>a sign that the shell removes</source>
        <translation>ein Zeichen, das die Shell entfernt</translation>
    </message>
</context>
<context>
    <name>Spawnscope::StartFailure</name>
    <message>
        <source>The process could not be started: %1.</source>
        <translation>Der Prozess konnte nicht gestartet werden: %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be started: %2.</source>
        <translation>„%1“ konnte nicht gestartet werden: %2.</translation>
    </message>
    <message>
        <source>There is no user or group named &quot;%1&quot;.</source>
        <translation>Es gibt keinen Benutzer und keine Gruppe mit dem Namen „%1“.</translation>
    </message>
    <message>
        <source>No program is named.</source>
        <translation>Es ist kein Programm angegeben.</translation>
    </message>
    <message>
        <source>The command holds a NUL byte, which no argument can hold.</source>
        <translation>Der Befehl enthält ein NUL-Byte, das in keinem Argument stehen kann.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be used.</source>
        <translation>„%1“ kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; cannot be opened: %2.</source>
        <translation>Die Datei „%1“ kann nicht geöffnet werden: %2.</translation>
    </message>
    <message>
        <source>The working directory &quot;%1&quot; does not exist.</source>
        <translation>Das Arbeitsverzeichnis „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The working directory &quot;%1&quot; is a file.</source>
        <translation>Das Arbeitsverzeichnis „%1“ ist eine Datei.</translation>
    </message>
    <message>
        <source>The working directory &quot;%1&quot; cannot be entered: %2.</source>
        <translation>Das Arbeitsverzeichnis „%1“ kann nicht betreten werden: %2.</translation>
    </message>
    <message>
        <source>No terminal could be made for the command: %1.</source>
        <translation>Für den Befehl konnte kein Terminal angelegt werden: %1.</translation>
    </message>
    <message>
        <source>The limit of processes for this user is reached.</source>
        <translation>Die Höchstzahl der Prozesse für diesen Benutzer ist erreicht.</translation>
    </message>
    <message>
        <source>This program has as many files and pipes open as it may have.</source>
        <translation>Dieses Programm hat so viele Dateien und Pipes offen, wie es haben darf.</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; is being written by another program.</source>
        <translation>In die Datei „%1“ schreibt gerade ein anderes Programm.</translation>
    </message>
    <message>
        <source>There is no program &quot;%1&quot; in the directories of PATH.</source>
        <translation>In den Verzeichnissen von PATH gibt es kein Programm „%1“.</translation>
    </message>
    <message>
        <source>The program&apos;s name holds a blank. Arguments are written separately.</source>
        <translation>Der Name des Programms enthält ein Leerzeichen. Argumente werden getrennt geschrieben.</translation>
    </message>
    <message>
        <source>The working directory holds a file of this name. Written as &quot;./%1&quot; it would be found.</source>
        <translation>Im Arbeitsverzeichnis liegt eine Datei dieses Namens. Als „./%1“ geschrieben würde sie gefunden.</translation>
    </message>
    <message>
        <source>Similar names: %1.</source>
        <translation>Ähnliche Namen: %1.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Searched, in this order:</source>
        <translation>Durchsucht, in dieser Reihenfolge:</translation>
    </message>
    <message>
        <source>%1 (does not exist)</source>
        <translation>%1 (gibt es nicht)</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; does not exist.</source>
        <translation>Die Datei „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>Only a shell replaces &quot;~&quot; by the home directory.</source>
        <translation>Nur eine Shell ersetzt „~“ durch das Home-Verzeichnis.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no directory.</source>
        <translation>„%1“ ist kein Verzeichnis.</translation>
    </message>
    <message>
        <source>Its directory &quot;%1&quot; does not exist.</source>
        <translation>Ihr Verzeichnis „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs the dynamic loader &quot;%2&quot;, which does not exist.</source>
        <translation>„%1“ braucht den dynamischen Lader „%2“, den es nicht gibt.</translation>
    </message>
    <message>
        <source>The program may have been made for another system.</source>
        <translation>Das Programm könnte für ein anderes System gebaut sein.</translation>
    </message>
    <message>
        <source>The script &quot;%1&quot; names the interpreter &quot;%2&quot;, which does not exist.</source>
        <translation>Das Skript „%1“ nennt den Interpreter „%2“, den es nicht gibt.</translation>
    </message>
    <message>
        <source>The first line of the script &quot;%1&quot; ends as on Windows (CR LF).</source>
        <translation>Die erste Zeile des Skripts „%1“ endet wie unter Windows (CR LF).</translation>
    </message>
    <message>
        <source>The system takes the carriage return for a part of the interpreter&apos;s name, &quot;%1&quot;.</source>
        <translation>Das System hält den Wagenrücklauf für einen Teil vom Namen des Interpreters, „%1“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a directory, not a program.</source>
        <translation>„%1“ ist ein Verzeichnis, kein Programm.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be reached: permission denied.</source>
        <translation>„%1“ ist nicht erreichbar: Zugriff verweigert.</translation>
    </message>
    <message>
        <source>The directory &quot;%1&quot; cannot be entered.</source>
        <translation>Das Verzeichnis „%1“ kann nicht betreten werden.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a regular file.</source>
        <translation>„%1“ ist keine reguläre Datei.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is on a file system that allows no programs (noexec).</source>
        <translation>„%1“ liegt auf einem Dateisystem, das keine Programme zulässt (noexec).</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not executable.</source>
        <translation>„%1“ ist nicht ausführbar.</translation>
    </message>
    <message>
        <source>The permission is given with: chmod +x %1</source>
        <translation>Das Recht dazu erteilt: chmod +x %1</translation>
    </message>
    <message>
        <source>The interpreter &quot;%2&quot; of the script &quot;%1&quot; is not executable.</source>
        <translation>Der Interpreter „%2“ des Skripts „%1“ ist nicht ausführbar.</translation>
    </message>
    <message>
        <source>The system does not permit executing &quot;%1&quot;.</source>
        <translation>Das System erlaubt nicht, „%1“ auszuführen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty.</source>
        <translation>„%1“ ist leer.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a text without a #! line that names its interpreter.</source>
        <translation>„%1“ ist ein Text ohne eine #!-Zeile, die seinen Interpreter nennt.</translation>
    </message>
    <message>
        <source>A shell would read it as a script of its own: sh %1</source>
        <translation>Eine Shell würde ihn als ihr Skript lesen: sh %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a program for another processor.</source>
        <translation>„%1“ ist ein Programm für einen anderen Prozessor.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a program for another system.</source>
        <translation>„%1“ ist ein Programm für ein anderes System.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a program that this system can execute.</source>
        <translation>„%1“ ist kein Programm, das dieses System ausführen kann.</translation>
    </message>
    <message>
        <source>The arguments and the environment are longer than the system allows.</source>
        <translation>Die Argumente und die Umgebung sind länger, als das System erlaubt.</translation>
    </message>
    <message>
        <source>The arguments have %1 bytes, the longest of them has %2.</source>
        <translation>Die Argumente haben %1 Byte, das längste davon hat %2.</translation>
    </message>
    <message>
        <source>The system allows %1 bytes for both together.</source>
        <translation>Das System erlaubt %1 Byte für beides zusammen.</translation>
    </message>
    <message>
        <source>A single argument can have %1 bytes.</source>
        <translation>Ein einzelnes Argument kann %1 Byte haben.</translation>
    </message>
    <message>
        <source>%1 (may not be searched)</source>
        <translation>%1 (darf nicht durchsucht werden)</translation>
    </message>
    <message>
        <source>This system cannot do for a process what was asked for: %1.</source>
        <translation>Dieses System kann für einen Prozess nicht, was verlangt wurde: %1.</translation>
    </message>
    <message>
        <source>The argument &quot;%1&quot; cannot be given to a batch file.</source>
        <translation>Das Argument „%1“ kann einer Batchdatei nicht übergeben werden.</translation>
    </message>
    <message>
        <source>The command processor, which reads batch files, takes quotation marks, percent signs and line ends in it for its own.</source>
        <translation>Der Befehlsinterpreter, der Batchdateien liest, hält Anführungszeichen, Prozentzeichen und Zeilenenden darin für seine eigenen.</translation>
    </message>
    <message>
        <source>The system allows %1 characters for a command line.</source>
        <translation>Das System erlaubt %1 Zeichen für eine Befehlszeile.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a command of the command processor, cmd.exe: run it with Shell.</source>
        <translation>„%1“ ist ein Befehl des Befehlsinterpreters cmd.exe: mit Shell ausführen.</translation>
    </message>
    <message>
        <source>The working directory holds a file of this name. Written as &quot;.\%1&quot; it would be found.</source>
        <translation>Das Arbeitsverzeichnis enthält eine Datei dieses Namens. Als „.\%1“ geschrieben würde sie gefunden.</translation>
    </message>
    <message>
        <source>This user has not the permission to execute the file.</source>
        <translation>Dieser Benutzer darf die Datei nicht ausführen.</translation>
    </message>
    <message>
        <source>A policy of the system or a guard against harmful programs may have refused it.</source>
        <translation>Eine Richtlinie des Systems oder ein Schutz vor schädlichen Programmen hat es möglicherweise verweigert.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a script, and this system reads no #! line.</source>
        <translation>„%1“ ist ein Skript, und dieses System liest keine #!-Zeile.</translation>
    </message>
    <message>
        <source>It can be given to its interpreter as an argument: %1 %2</source>
        <translation>Es kann seinem Interpreter als Argument gegeben werden: %1 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a text, not a program.</source>
        <translation>„%1“ ist ein Text, kein Programm.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; asks for the rights of an administrator.</source>
        <translation>„%1“ verlangt die Rechte eines Administrators.</translation>
    </message>
    <message>
        <source>Windows starts it only after it has asked the user, which cannot be done for a program with streams. Started as administrator, this program can run it.</source>
        <translation>Windows startet es nur nach einer Rückfrage beim Benutzer, was für ein Programm mit Datenströmen nicht geht. Als Administrator gestartet kann dieses Programm es ausführen.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::StreamsPopup</name>
    <message>
        <source>Streams</source>
        <translation>Datenströme</translation>
    </message>
    <message>
        <source>Standard &amp;input</source>
        <translation>Standard&amp;eingabe</translation>
    </message>
    <message>
        <source>Standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <source>Pipe: typed here</source>
        <translation>Pipe: hier eingetippt</translation>
    </message>
    <message>
        <source>Nothing (/dev/null)</source>
        <translation>Nichts (/dev/null)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File for standard input</source>
        <translation>Datei für die Standardeingabe</translation>
    </message>
    <message>
        <source>File to read</source>
        <translation>Zu lesende Datei</translation>
    </message>
    <message>
        <source>Standard &amp;output</source>
        <translation>Standard&amp;ausgabe</translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation>Standardausgabe</translation>
    </message>
    <message>
        <source>Pipe: shown here</source>
        <translation>Pipe: hier gezeigt</translation>
    </message>
    <message>
        <source>File, replaced</source>
        <translation>Datei, ersetzt</translation>
    </message>
    <message>
        <source>File, appended to</source>
        <translation>Datei, fortgesetzt</translation>
    </message>
    <message>
        <source>File for standard output</source>
        <translation>Datei für die Standardausgabe</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Zu schreibende Datei</translation>
    </message>
    <message>
        <source>Standard &amp;error</source>
        <translation>Standard&amp;fehlerausgabe</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>Where standard output goes</source>
        <translation>Wohin die Standardausgabe geht</translation>
    </message>
    <message>
        <source>File for standard error</source>
        <translation>Datei für die Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>&amp;Reset to Pipes</source>
        <translation>Auf Pipes &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>Fer&amp;tig</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Eine Datei wählen</translation>
    </message>
    <message>
        <source>Choose a File</source>
        <translation>Eine Datei wählen</translation>
    </message>
    <message>
        <source>Standard input: %1
Standard output: %2
Standard error: %3</source>
        <translation>Standardeingabe: %1
Standardausgabe: %2
Standardfehlerausgabe: %3</translation>
    </message>
    <message>
        <source>&amp;Exact order of standard output and error</source>
        <translation>&amp;Genaue Reihenfolge von Standard- und Fehlerausgabe</translation>
    </message>
    <message>
        <source>Every line is shown in the order of writing, with the process that wrote it. This has two costs: a program that opens /dev/stdout or /dev/stderr by name fails with &quot;No such device or address&quot;, and a single write that is larger than the buffer of a socket fails with &quot;Message too long&quot;.</source>
        <translation>Jede Zeile steht in der Reihenfolge des Schreibens, mit dem Prozess, der sie schrieb. Das hat zweierlei Preis: Ein Programm, das /dev/stdout oder /dev/stderr über den Namen öffnet, scheitert mit „No such device or address“, und ein einzelner Schreibvorgang, der größer ist als der Puffer eines Sockets, scheitert mit „Message too long“.</translation>
    </message>
    <message>
        <source>This system does not tell in which order a program wrote to two streams.</source>
        <translation>Dieses System verrät nicht, in welcher Reihenfolge ein Programm in zwei Datenströme geschrieben hat.</translation>
    </message>
    <message>
        <source>Order of both: exact</source>
        <translation>Reihenfolge von beiden: genau</translation>
    </message>
</context>
<context>
    <name>Spawnscope::TerminalAdvice</name>
    <message>
        <source>The program may have failed because it has no terminal (&quot;%1&quot;). Run it in a terminal.</source>
        <translation>Das Programm ist vielleicht gescheitert, weil es kein Terminal hat („%1“). Starten Sie es in einem Terminal.</translation>
    </message>
    <message>
        <source>The output comes in blocks: many programs hold it back as long as it does not go to a terminal. Run it in a terminal to see each line at once.</source>
        <translation>Die Ausgabe kommt in Blöcken: Viele Programme halten sie zurück, solange sie nicht an ein Terminal geht. Starten Sie den Befehl in einem Terminal, um jede Zeile sofort zu sehen.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::TerminalPanel</name>
    <message>
        <source>This is too much for the clipboard. The text of the run can be saved to a file.</source>
        <translation>Das ist zu viel für die Zwischenablage. Der Text des Laufs kann in einer Datei gespeichert werden.</translation>
    </message>
    <message>
        <source>Nothing reads what is typed here.</source>
        <translation>Niemand liest, was hier getippt wird.</translation>
    </message>
    <message>
        <source>Keys go to the program. Ctrl+Shift+F6 takes them back.</source>
        <translation>Die Tasten gehen an das Programm. Strg+Umschalt+F6 holt sie zurück.</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F6 or a click gives the keys to the program.</source>
        <translation>Strg+Umschalt+F6 oder ein Klick gibt die Tasten dem Programm.</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Do Not Paste</source>
        <translation>&amp;Nicht einfügen</translation>
    </message>
    <message>
        <source>The program may act on each of the %1 lines as soon as they are pasted: “%2”</source>
        <translation>Das Programm führt vielleicht jede der %1 Zeilen aus, sobald sie eingefügt ist: „%2“</translation>
    </message>
    <message>
        <source>The program may act on this text as soon as it is pasted: “%1”</source>
        <translation>Das Programm führt diesen Text vielleicht aus, sobald er eingefügt ist: „%1“</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>&amp;Erlauben</translation>
    </message>
    <message>
        <source>Always for This &amp;Run</source>
        <translation>Für diesen &amp;Lauf immer</translation>
    </message>
    <message>
        <source>R&amp;efuse</source>
        <translation>&amp;Ablehnen</translation>
    </message>
    <message>
        <source>The program wants to empty the clipboard.</source>
        <translation>Das Programm möchte die Zwischenablage leeren.</translation>
    </message>
    <message>
        <source>The program wants to set the clipboard to “%1”</source>
        <translation>Das Programm möchte die Zwischenablage auf „%1“ setzen.</translation>
    </message>
    <message>
        <source>Title: %1</source>
        <translation>Titel: %1</translation>
    </message>
</context>
<context>
    <name>Spawnscope::TerminalRelay</name>
    <message>
        <source>Standard input has a line of more than 4095 bytes, which a terminal does not pass on. What follows is not sent.</source>
        <translation>Die Standardeingabe hat eine Zeile von mehr als 4095 Bytes, die ein Terminal nicht weitergibt. Was folgt, wird nicht gesendet.</translation>
    </message>
</context>
<context>
    <name>Spawnscope::TerminalSchemeMenu</name>
    <message>
        <source>Terminal &amp;Colours</source>
        <translation>Terminal&amp;farben</translation>
    </message>
</context>
<context>
    <name>Spawnscope::TerminalView</name>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <extracomment>columns and rows of a terminal</extracomment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1&lt;br&gt;Ctrl+click opens it.</source>
        <translation>%1&lt;br&gt;Strg+Klick öffnet es.</translation>
    </message>
    <message>
        <source>%1&lt;br&gt;Addresses of this kind are not opened.</source>
        <translation>%1&lt;br&gt;Adressen dieser Art werden nicht geöffnet.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Verk&amp;leinern</translation>
    </message>
    <message>
        <source>&amp;Reset Zoom</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>Pre&amp;vious Prompt</source>
        <translation>&amp;Vorige Eingabeaufforderung</translation>
    </message>
    <message>
        <source>&amp;Next Prompt</source>
        <translation>&amp;Nächste Eingabeaufforderung</translation>
    </message>
</context>
<context>
    <name>TerminalScheme</name>
    <message>
        <source>As the &amp;Window</source>
        <translation>Wie das &amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Solarized Light</source>
        <translation>&amp;Solarized hell</translation>
    </message>
    <message>
        <source>Solarized D&amp;ark</source>
        <translation>Solarized d&amp;unkel</translation>
    </message>
    <message>
        <source>&amp;Black with Strong Colours</source>
        <translation>Sch&amp;warz mit kräftigen Farben</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Spawnscope::ArgumentsDialog</name>
    <message>
        <source>Arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each row is one argument; nothing in it is special, so no quotes are needed. Only the backslash is: \n is a line end, \t a tab, \xNN any byte, \\ a backslash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move D&amp;own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::ArgumentsModel</name>
    <message>
        <source>Argument</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::ArgvPreview</name>
    <message>
        <source>Not found: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is executed with: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What will be executed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program of this name was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executes %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Spawnscope::CloseQuestion</name>
    <message>
        <source>Commands Are Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One command is still running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n commands are still running.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Commands that are left running go on without anybody who reads their output; they may be ended by that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave Running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::CommandField</name>
    <message>
        <source>Completions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::CommandLine</name>
    <message>
        <source>&quot;%1&quot; is not an option. Put -- before a program that is to be run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no option &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option --cwd needs a directory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option %1 needs a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option --env needs NAME=VALUE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option --unset needs the name of a variable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After -- the program is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give either --shell or a program after --, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to run: give -- and a program, or --shell and a command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The options for a run need a command: -- and a program, or --shell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option --demonstrate runs commands of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option --demonstrate needs a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage:
  spawnscope                                     open the window
  spawnscope [options] -- PROGRAM [ARGUMENT...]  open it with this program started
  spawnscope [options] --shell COMMAND           open it with this shell command started
  spawnscope run [--json] [options] (-- PROGRAM [ARGUMENT...] | --shell COMMAND)
                                                 run a command without a window

Options for a run:
  --cwd DIR          start it in this directory
  --env NAME=VALUE   set a variable of its environment
  --unset NAME       remove a variable from its environment
  --clear-env        start with an empty environment

Options of &quot;run&quot;:
  --json             print what happens as JSON, one object a line

Without --json, &quot;run&quot; passes the streams through as they are. Its returncode is
the command&apos;s, 128+N if signal N killed the command, 127 if there is no such
program, 126 if it cannot be executed.

Other options:
  -h, --help         print this text
  -v, --version      print the version and what it runs on
</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::EmptyPage</name>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a command and see exactly what it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it above, or start with one of these:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program and its arguments, without a shell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pipeline that a shell reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats what is sent to its standard input, until EOF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the example: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::EnvironmentDialog</name>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by name or value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only &amp;changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command gets the variables that are added here and no others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Inherit nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME=value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Set Variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command does not get this variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the change of this variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo &amp;All Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::EnvironmentModel</name>
    <message>
        <source>Inherited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inherited value: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::FindBar</name>
    <message>
        <source>Find in output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is a regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invalid expression: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, from the start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, from the end again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::InputBar</name>
    <message>
        <source>Input bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line for standard input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send this line to the standard input (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the content of a file to the standard input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send EOF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the standard input, so that the command sees its end (Ctrl+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EOF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard input is a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard input is /dev/null.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EOF was sent: the standard input is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command has closed its standard input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command is being started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command is not running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a line for the standard input and press Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a File to the Standard Input</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::LaunchBar</name>
    <message>
        <source>Launch bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words are given to the program as they are. No shell reads them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shell reads the line: pipes, redirections, variables and wildcards work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command. Up and Down go through the history, Tab completes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a command and press Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch to Shell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let a shell read this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The directory the command is started in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the arguments one by one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variables the command gets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the standard streams lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backslash at the end stands before nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was run before, with its directory, environment and streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a command first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a shell is given will be shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each argument will be shown here as the program gets it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first word, the program, is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the command (%1 or Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot run yet. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is %2: only a shell understands it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment, %1 changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset to the Directory of Spawnscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working Directory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::MainWindow</name>
    <message>
        <source>Spawnscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history of commands could not be read from %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>run %1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the oldest %1 lines were dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>following</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not following</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window closes as soon as everything has stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the command field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find Ne&amp;xt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find Pre&amp;vious</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter &amp;Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs &amp;Beside the Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Spawnscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Spawnscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spawnscope %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows exactly what a command does.
Free software under the MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::MessageStrip</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputGutter</name>
    <message>
        <source>note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputPainter</name>
    <message>
        <source>%1 older lines (%2) are no longer kept</source>
        <comment>%1 is a number, %2 a size such as 3.2 MB</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>⟲ %Ln updates</source>
        <extracomment>How often a progress line was written over, shown after it</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Spawnscope::OutputView</name>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the end and follow the output (End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ 1 new line</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>↓ %Ln new lines</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no output to save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, following</source>
        <comment>%1 is &quot;line 3 of 7&quot;</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunActions</name>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the run and its group to end; kill them if they are still there after 5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Interrupt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send SIGINT to the group, as Ctrl+C does in a terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Terminate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send SIGTERM to the process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send SIGKILL to the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop everything that is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rerun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the same command again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rerun with &amp;Changes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the command into the launch bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this run and its output from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove &amp;Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove every run that has ended, and its output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send Si&amp;gnal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;Process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the Process &amp;Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Command &amp;As</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Shell Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Argument List (JSON)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Python Script (asyncio)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Real-time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send SIGCONT to the group (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send SIGSTOP to the group (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunCommand</name>
    <message>
        <source>The output cannot be written: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command has ended, but its exit status is not known.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunHeader</name>
    <message>
        <source>Run header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, output held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · returncode %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stdout %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stderr %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed in the environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunPage</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command is being started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No output yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command printed nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the end of the output in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Wrap Lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap lines that are too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Timestamps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show when each line came, counted from the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line &amp;Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the number of each line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find text in the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save Output As…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the output as the command printed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;ll Streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show both streams in the order of arrival</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard &amp;Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the standard output alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard &amp;Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the standard error alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be sent: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process has exited. Another process still holds its output open, so more may come; Kill ends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still running after the stop: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output was saved to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output was not saved to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunState</name>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signalled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunsModel</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the run is running, and how it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of the process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exit status, or minus the number of the signal that ended the process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exec: an argument list. Shell: a shell&apos;s program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the run was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the start to the exit, or until now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stdout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much came from the standard output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stderr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much came from the standard error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::RunsPane</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the runs whose state, pid, return code or command holds these words (Ctrl+Shift+F)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spawnscope::StreamsPopup</name>
    <message>
        <source>Streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard &amp;input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pipe: typed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing (/dev/null)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File for standard input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard &amp;output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pipe: shown here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File, replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File, appended to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File for standard output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard &amp;error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where standard output goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File for standard error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset to Pipes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard input: %1
Standard output: %2
Standard error: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

@echo off
rem Builds what changed, then hands over to the command line program (runtime/Fleet.Cli).
setlocal
set "FLEET_ROOT=%~dp0"
if "%FLEET_ROOT:~-1%"=="\" set "FLEET_ROOT=%FLEET_ROOT:~0,-1%"
where dotnet >nul 2>nul
if errorlevel 1 (
  echo fleet needs the .NET 10 SDK, and there is no 'dotnet' in the PATH: https://dot.net/download 1>&2
  exit /b 2
)
if /i "%~1"=="run" if exist "%FLEET_ROOT%\artifacts\bin\Fleet.Cli\debug\fleet.dll" goto start
dotnet build "%FLEET_ROOT%\runtime\Fleet.Cli\up.slnf" --nologo --verbosity quiet -nodeReuse:false -p:UseSharedCompilation=false -p:RunAnalyzers=false 1>&2
if errorlevel 1 exit /b 2
if /i "%~1"=="build" exit /b 0
:start
dotnet "%FLEET_ROOT%\artifacts\bin\Fleet.Cli\debug\fleet.dll" %*
exit /b %errorlevel%

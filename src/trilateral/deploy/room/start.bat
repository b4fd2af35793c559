@echo off
rem Opens Promises to Power. It needs no network. The first start sets the course up.
setlocal
pushd "%~dp0" || goto failed
set "PYTHONUTF8=1"
set "PY="
if exist "env\Scripts\python.exe" call :try "env\Scripts\python.exe"
for %%v in (@PYTHONS@) do if not defined PY call :try py -%%v
if not defined PY call :try py
if not defined PY call :try python
if not defined PY goto missing
%PY% setup\start.py %*
if errorlevel 1 goto failed
popd
exit /b 0

:try
%* setup\start.py --fits >nul 2>nul
if not errorlevel 1 set "PY=%*"
exit /b 0

:missing
python setup\start.py --why 2>nul
type setup\python.txt

:failed
pause
popd
exit /b 1

function App({ user }) {
  const name = user.name || "you";
  return (
    <main className="app">
      <h1>Hello {name.toUpperCase()}</h1>
      <button disabled={false} onClick={() => alert('hi')}>Press <b>here</b></button>
      <img src="/logo.png" alt='logo' />
    </main>
  );
}
export default App; // done

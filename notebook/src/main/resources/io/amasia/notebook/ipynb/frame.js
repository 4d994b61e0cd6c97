{
  // Observers sleep in frames that nobody sees yet, and these don't know their width at first.
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height > 0) parent.postMessage({amasiaHeight: height}, '*');
    else setTimeout(tell, 100);
  };
  addEventListener('load', tell);
  new ResizeObserver(tell).observe(document.documentElement);
}
